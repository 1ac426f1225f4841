/** What went wrong, in the reader's language. `status` 0: the server could not be reached. */
export interface FieldFault {
  field: string
  message: string
}

interface ProblemBody {
  type?: string
  title?: string
  detail?: string
  request_id?: string
  fields?: FieldFault[]
}

export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly requestId: string
  readonly fields: FieldFault[]

  constructor(status: number, body: ProblemBody = {}) {
    super(body.title ?? String(status))
    this.status = status
    this.title = body.title ?? ''
    this.detail = body.detail ?? ''
    this.requestId = body.request_id ?? ''
    this.fields = Array.isArray(body.fields) ? body.fields : []
  }

  /** Reads whatever a server or a proxy on the way answered. */
  static from(status: number, body: unknown): Problem {
    if (typeof body === 'string') {
      try {
        return Problem.from(status, JSON.parse(body) as unknown)
      } catch {
        return new Problem(status)
      }
    }
    return new Problem(status, body !== null && typeof body === 'object' ? (body as ProblemBody) : {})
  }
}

export type ProblemKind = 'unreachable' | 'expired' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'tooLarge' | 'busy' | 'broken'

/** Which advice fits; the words are in words/problem. */
export function kindOf(problem: Problem): ProblemKind {
  const byStatus: Record<number, ProblemKind> = {
    0: 'unreachable', 401: 'expired', 403: 'forbidden', 404: 'missing', 409: 'conflict', 413: 'tooLarge', 429: 'busy', 503: 'busy',
  }
  return byStatus[problem.status] ?? (problem.status >= 500 ? 'broken' : 'invalid')
}

/** Faults by field id; `content.` in front of a field of a record is dropped. */
export function faultsByField(problem: Problem | null): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const { field, message } of problem?.fields ?? []) faults[field.replace(/^\/?content[./]/, '')] ??= message
  return faults
}
