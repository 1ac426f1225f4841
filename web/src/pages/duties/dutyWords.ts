import type { DutyState } from '@/api/client'

export const STATES: DutyState[] = ['late', 'at_risk', 'on_time', 'ahead', 'lasting', 'closed']
const TONES: Record<DutyState, string> = { late: 'late', at_risk: 'star', on_time: '', ahead: 'good', lasting: 'plain', closed: 'good' }
export const toneOf = (state: DutyState): string => TONES[state]

/** Late ones first, in the order of the document otherwise. */
export function byUrgency<T extends { state: DutyState }>(all: T[]): T[] {
  return [...all].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state))
}
export function countOf(all: { state: DutyState }[], state: DutyState): number {
  return all.filter((one) => one.state === state).length
}
