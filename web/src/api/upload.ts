import { announce, carried, headersOfWrite, type Import } from './client'
import { Problem } from './problem'

/** Hands in a list; fetch() cannot tell how far a body has been sent, XMLHttpRequest can. */
export function upload(kind: string, file: File, onProgress: (sent: number) => void): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports?kind=${encodeURIComponent(kind)}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('Accept-Language', carried.language)
    for (const [name, value] of Object.entries(headersOfWrite())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(Math.floor((event.loaded * 100) / Math.max(1, event.total)))
    request.onerror = () => reject(new Problem(0))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Import)
      else reject(announce(Problem.from(request.status, request.responseText)))
    }
    request.send(file)
  })
}
