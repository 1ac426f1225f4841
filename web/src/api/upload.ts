import { announce, carried, headersOfWrite, type Import } from './client'
import { Problem } from './problem'

/** Hands in a list to be imported. */
export const upload = (kind: string, file: File, onProgress: (sent: number) => void): Promise<Import> => sent<Import>(`/api/imports?kind=${encodeURIComponent(kind)}`, file, onProgress)

/** Sends a file as it is; fetch() cannot tell how far a body has been sent, XMLHttpRequest can. */
export function sent<T>(address: string, file: File, onProgress: (sent: number) => void = () => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('Accept-Language', carried.language)
    for (const [name, value] of Object.entries(headersOfWrite())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(Math.floor((event.loaded * 100) / Math.max(1, event.total)))
    request.onerror = () => reject(new Problem(0))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText || 'null') as T)
      else reject(announce(Problem.from(request.status, request.responseText)))
    }
    request.send(file)
  })
}
