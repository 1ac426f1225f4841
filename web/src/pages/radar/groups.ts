import type { Coming } from '@/api/client'

/** One person on one day: what ends, what begins, what is missing. */
export interface Turn {
  subject: string
  on: string
  first: Coming
  ends: Coming[]
  begins: Coming[]
  missing: Coming[]
}

/** The list comes by day and person: what belongs together stands together. */
export function turnsOf(items: Coming[]): Turn[] {
  const out: Turn[] = []
  for (const one of items) {
    let turn = out.at(-1)
    if (turn?.subject !== one.subject || turn.on !== one.on) {
      turn = { subject: one.subject, on: one.on, first: one, ends: [], begins: [], missing: [] }
      out.push(turn)
    }
    ;(one.ends ? turn.ends : turn.begins).push(one)
    if (one.missing) turn.missing.push(one)
  }
  return out
}
