import type { Field, Form } from '@/api/client'
import { identityHolds } from '@/values/identity'

/** Stands in a field whose text could not be read yet: it is not empty, and it is not a value. */
export const UNREAD = 'unread'
export type Content = Record<string, unknown>

export interface FaultWords {
  key: string
  n?: number
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** The codes that can be chosen now: those of the group that the other field names. */
export function optionsOf(field: Field, content: Content): NonNullable<Field['codes']> {
  const codes = field.codes ?? []
  if (!field.options_of) return codes
  const group = content[field.options_of]
  return codes.filter((code) => !code.group || code.group === group)
}

function faultOf(field: Field, content: Content): FaultWords | null {
  const value = content[field.id]
  if (isEmpty(value)) return field.required ? { key: 'field.required' } : null
  if (value === UNREAD) return { key: `field.no.${field.type}` }
  if (field.type === 'identity_number' && !identityHolds(String(value))) return { key: 'field.noIdentity' }
  if (field.type === 'integer' || field.type === 'money') {
    if (field.min !== undefined && Number(value) < field.min) return { key: 'field.tooSmall', n: field.min }
    if (field.max !== undefined && Number(value) > field.max) return { key: 'field.tooBig', n: field.max }
  }
  return null
}

/** What can be seen to be wrong before sending; the server decides. */
export function faultsOf(form: Pick<Form, 'fields'>, day: string | undefined, content: Content): Record<string, FaultWords> {
  const faults: Record<string, FaultWords> = {}
  if (isEmpty(day)) faults.day = { key: 'field.required' }
  else if (day === UNREAD) faults.day = { key: 'field.no.date' }
  for (const field of form.fields) {
    const fault = faultOf(field, content)
    if (fault) faults[field.id] = fault
  }
  return faults
}

/** What is sent: filled fields only, and no code that the other field no longer offers. */
export function sendable(form: Pick<Form, 'fields'>, content: Content): Content {
  const sent: Content = {}
  for (const field of form.fields) {
    const value = content[field.id]
    if (!isEmpty(value)) sent[field.id] = typeof value === 'string' ? value.trim() : value
  }
  return sent
}
