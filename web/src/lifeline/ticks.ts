import { addMonths, dayNumber, dayOfNumber } from '@/values/dates'
import type { View } from './layout'

export interface Tick {
  number: number
  /** months of age, or a calendar month when there is no day of birth */
  months?: number
  month?: string
}

const STEPS = [1, 3, 6, 12, 24, 60, 120]
const MONTH = 30.4

/** A scale of ages, dense enough to read and no denser. */
export function ticksOf(view: View, width: number, birth?: string): Tick[] {
  const months = (view.to - view.from) / MONTH
  const step = STEPS.find((size) => (months / size) * 74 <= width) ?? 240
  const anchor = birth ?? `${dayOfNumber(view.from).slice(0, 4)}-01-01`
  const first = Math.max(birth ? 0 : -12, Math.floor((view.from - dayNumber(anchor)) / MONTH / step) * step)
  const list: Tick[] = []
  for (let n = first; list.length < 60; n += step) {
    const day = addMonths(anchor, n)
    const number = dayNumber(day)
    if (number > view.to) break
    if (number >= view.from) list.push(birth ? { number, months: n } : { number, month: day.slice(0, 7) })
  }
  return list
}
