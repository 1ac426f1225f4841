import type { Field, Form, Words } from '@/api/client'
import { type Content, isEmpty, sendable } from '@/fields/content'

/** One act, several records: the registration, where the person lives, where the household is registered. */
export const HOME = 'base.residence'
export const HOUSEHOLD = 'base.household_registration'
export const ANSWER = 'household'
export type Household = 'same' | 'elsewhere' | 'unknown'

export interface Beside {
  form: Form
  at: number
}
export interface ActWords {
  home: string
  household: string
  question: Words
  answers: Record<Household, Words>
}
export interface Further {
  form: string
  day: string
  content: Content
}

/** A field of a further record, called as the server calls it in its faults. */
export const nameIn = (at: number, field: string): string => `more[${at}].${field}`
const answerOf = (content: Content): Household | undefined => content[ANSWER] as Household | undefined

function fieldsOf(beside: Beside): Field[] {
  const day: Field = { id: nameIn(beside.at, 'day'), label: beside.form.day_label, type: 'date', required: true }
  return [day, ...beside.form.fields.map((field) => ({ ...field, id: nameIn(beside.at, field.id) }))]
}

/** The forms of this post that belong to the act, in the order in which they are sent. */
export function besides(forms: Form[]): Beside[] {
  return [HOME, HOUSEHOLD].flatMap((id) => forms.find((form) => form.id === id) ?? []).map((form, at) => ({ form, at }))
}

/** The registration with the fields of the others under their headings. */
export function wholeForm(registration: Form, all: Beside[], content: Content, words: ActWords): { form: Form; headings: Record<string, string> } {
  const fields = [...registration.fields]
  const headings: Record<string, string> = {}
  for (const one of all) {
    let own = fieldsOf(one)
    if (one.form.id === HOUSEHOLD) {
      const codes = Object.entries(words.answers).map(([code, label]) => ({ code, label }))
      const answer = answerOf(content)
      const asked = answer === 'elsewhere' ? own : answer === 'same' ? own.slice(0, 1) : []
      own = [{ id: ANSWER, label: words.question, type: 'code', required: true, codes }, ...asked]
    }
    headings[own[0]!.id] = one.form.id === HOME ? words.home : words.household
    fields.push(...own)
  }
  return { form: { ...registration, fields }, headings }
}

function contentOf(one: Beside, content: Content): Content {
  const own: Content = {}
  for (const field of one.form.fields) own[field.id] = content[nameIn(one.at, field.id)]
  return sendable(one.form, own)
}

/** What is sent beside the registration. */
export function moreOf(all: Beside[], content: Content): Further[] {
  return all.flatMap((one) => {
    const day = content[nameIn(one.at, 'day')]
    const answer = one.form.id === HOUSEHOLD ? answerOf(content) : 'elsewhere'
    if (answer === undefined || answer === 'unknown' || isEmpty(day)) return []
    const home = all.find((other) => other.form.id === HOME)
    const same = answer === 'same' && home ? { region: content[nameIn(home.at, 'village')] } : contentOf(one, content)
    return [{ form: one.form.id, day: String(day), content: same }]
  })
}
