import type { PolicySystem } from '@/api/client'
import { fenOf, yuanOf } from '@/values/money'

type Input = PolicySystem['models'][number]['inputs'][number]

/** What was typed as the fact's type; what is left empty stays unknown, what is not readable goes as text and is refused. */
export function factsOf(inputs: Input[], given: Record<string, string>): Record<string, unknown> {
  const entries = inputs.map((input) => [input.id, valueOf(input, (given[input.id] ?? '').trim())] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

const numberOf = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
const READ: Record<string, (text: string) => unknown> = { boolean: (text) => text === 'true', number: numberOf, fen: (text) => fenOf(text) ?? text }

function valueOf(input: Input, text: string): unknown {
  const read = READ[input.unit] ?? READ[input.type]
  return text === '' ? undefined : read ? read(text) : text
}

/** A value as one would type it. */
export function typed(value: unknown, unit: string): string {
  if (value === null || value === undefined) return ''
  return unit === 'fen' && typeof value === 'number' ? yuanOf(value) : String(value)
}

/** The same of a FEEL literal: 300000, true, "F84". */
export function typedLiteral(literal: string, unit: string): string {
  try {
    return typed(JSON.parse(literal), unit)
  } catch {
    return literal
  }
}
