import createClient, { type Middleware } from 'openapi-fetch'
import { Problem } from './problem'
import type { components, paths } from './schema'

type Schemas = components['schemas']
export type Words = Schemas['Words']
export type Session = Schemas['Session']
export type Account = NonNullable<Session['account']>
export type Home = Schemas['Home']
export type Task = Schemas['Task']
export type Person = Schemas['Person']
export type PersonFile = Schemas['PersonFile']
export type TimelineEntry = Schemas['TimelineEntry']
export type ShownField = Schemas['ShownField']
export type Mark = Schemas['Mark']
export type Entitled = Schemas['Entitled']
export type Explanation = Schemas['Explanation']
export type FactShown = Schemas['FactShown']
export type RowShown = Schemas['RowShown']
export type Citation = Schemas['Citation']
export type Form = Schemas['Form']
export type Field = Schemas['Field']
export type RegionTree = Schemas['RegionTree']
export type ImportKind = Schemas['ImportKind']
export type Import = Schemas['Import']
export type Doubt = Schemas['Doubt']
export type Payable = Schemas['Payable']
export type Batch = Schemas['Batch']
export type Figure = Schemas['Figure']
export type FigurePage = Schemas['FigurePage']
export type FigurePlace = Schemas['FigurePlace']
export type Duty = Schemas['Duty']
export type DutyState = Schemas['DutyState']
export type LeadingPost = Schemas['LeadingPost']
export type Project = Schemas['Project']
export type FamilyRequest = Schemas['FamilyRequest']
export type Note = Schemas['Note']
export type Meeting = Schemas['Meeting']
export type Research = Schemas['Research']
export type Resources = Schemas['Resources']
export type Report = Schemas['Report']
export type NoteKind = paths['/api/notes']['get']['responses']['200']['content']['application/json']['kinds'][number]
export type DutyUnit = paths['/api/duties']['get']['responses']['200']['content']['application/json']['units'][number]
export type Budget = Schemas['Budget']
export type BudgetLine = Budget['lines'][number]
export type Objection = Schemas['Objection']
export type BenefitFound = Schemas['BenefitFound']
export type PolicyDraft = Schemas['PolicyDraft']
export type ThenNow = Schemas['ThenNow']
export type Simulation = Schemas['Simulation']
export type PolicySystem = Schemas['PolicySystem']
export type PolicySet = paths['/api/policy']['get']['responses']['200']['content']['application/json']['sets'][number]
export type Tried = Schemas['Tried']
export type CallList = Schemas['CallList']
export type Draft = Schemas['Draft']
export type DraftWaiting = Schemas['DraftWaiting']
export type Coming = Schemas['Coming']
export type Referral = Schemas['Referral']
export type Standing = Schemas['Standing']
export type Pool = Schemas['Pool']
export type InPool = Schemas['InPool']
export type TwoFiles = Schemas['TwoFiles']
export type FileSide = Schemas['FileSide']
export type PreviewSide = Schemas['PreviewSide']
export type Move = Schemas['Move']
export type Rearranged = Schemas['Rearranged']

/** What every request carries; set by the session and the language switch. */
export const carried = { csrf: '', language: 'zh', onExpired: (): void => undefined, onReach: (_reached: boolean): void => undefined }

export function headersOfWrite(): Record<string, string> {
  return carried.csrf ? { 'X-CSRF-Token': carried.csrf } : {}
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', carried.language)
    if (request.method !== 'GET') for (const [name, value] of Object.entries(headersOfWrite())) request.headers.set(name, value)
    return request
  },
}

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '', credentials: 'same-origin', cache: 'no-store' })
api.use(headers)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

export function announce(problem: Problem): Problem {
  if (problem.status === 401) carried.onExpired()
  return problem
}

/** The answer's content, or a Problem is thrown. */
export async function told<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    carried.onReach(false)
    throw new Problem(0)
  }
  carried.onReach(true)
  if (!answer.response.ok) throw announce(Problem.from(answer.response.status, answer.error))
  return answer.data as T
}
