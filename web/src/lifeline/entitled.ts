import type { Mark, PersonFile, Words } from '@/api/client'
import { daysInMonth } from '@/values/dates'

const LANE = 'entitled'

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return `${month}-${daysInMonth(year, number)}`
}

/** Months granted one after the other are one bar. */
export function entitledMarks(entitled: PersonFile['entitled']): Mark[] {
  const months = entitled.filter((one) => one.outcome === 'granted' && one.amount > 0 && /^\d{4}-\d{2}$/.test(one.period))
  const sorted = [...months].sort((a, b) => (a.benefit + a.period < b.benefit + b.period ? -1 : 1))
  const bars: { benefit: string; title: Words; first: string; last: string }[] = []
  for (const one of sorted) {
    const bar = bars.at(-1)
    if (bar && bar.benefit === one.benefit && monthAfter(bar.last) === one.period) bar.last = one.period
    else bars.push({ benefit: one.benefit, title: one.title, first: one.period, last: one.period })
  }
  return bars.map((bar) => ({ lane: LANE, kind: 'done', label: bar.title, from: `${bar.first}-01`, to: lastDay(bar.last) }))
}

/** The lanes of a file, and below them, under `label`, what was granted. */
export function withEntitled(file: Pick<PersonFile, 'lanes' | 'marks' | 'entitled'>, label: Words): { lanes: PersonFile['lanes']; marks: Mark[] } {
  const marks = entitledMarks(file.entitled)
  if (!marks.length) return { lanes: file.lanes, marks: file.marks }
  return { lanes: [...file.lanes, { id: LANE, label }], marks: [...file.marks, ...marks] }
}
