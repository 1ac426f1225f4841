import type { Mark } from '@/api/client'
import { dayNumber } from '@/values/dates'

/** Where everything on a life line stands, in pixels. Pure: days and a width in, places out. */
export interface View {
  from: number
  to: number
}
export interface Placed {
  key: string
  kind: Mark['kind']
  marks: Mark[]
  x: number
  width: number
  y: number
  label: string
  labelAt: 'inside' | 'after' | 'before' | 'none'
}
export interface PlacedLane {
  id: string
  y: number
  height: number
  items: Placed[]
}
export interface Crossing {
  key: string
  mark: Mark
  x: number
  label: string
  row: number
  anchor: 'start' | 'end'
}
export interface Layout {
  lanes: PlacedLane[]
  crossings: Crossing[]
  crossingRows: number
  height: number
}
export interface Frame {
  view: View
  left: number
  right: number
  say: (mark: Mark) => string
  sayMany: (count: number, of: string, onlyThat: boolean) => string
}

export const ROW = 28
const TARGET = 24
const ROWS_AT_MOST = 4
const GAP = 6
const WEIGHT: Record<Mark['kind'], number> = { late: 4, open: 3, planned: 2, done: 1, transition: 0 }

/** Near enough for placing: a wide character is an em, others a bit over half. */
export function textWidth(text: string, size = 12.5): number {
  let halves = 0
  for (const character of text) halves += character.codePointAt(0)! > 0x2e7f ? 20 : 11
  return Math.ceil((halves * size) / 20)
}

export function xOf(number: number, frame: Pick<Frame, 'view' | 'left' | 'right'>): number {
  const { from, to } = frame.view
  return frame.left + ((number - from) * (frame.right - frame.left)) / Math.max(1, to - from)
}

interface Spot {
  marks: Mark[]
  start: number
  end: number
  isBar: boolean
}

function spotsOf(marks: Mark[], frame: Frame): Spot[] {
  const bars: Spot[] = []
  const points: Spot[] = []
  for (const mark of marks) {
    const start = xOf(dayNumber(mark.from), frame)
    const end = mark.to ? xOf(dayNumber(mark.to), frame) : start
    if (end < frame.left || start > frame.right) continue
    if (end - start >= TARGET) bars.push({ marks: [mark], start: Math.max(start, frame.left), end: Math.min(end, frame.right), isBar: true })
    else points.push({ marks: [mark], start, end: start, isBar: false })
  }
  points.sort((a, b) => a.start - b.start)
  return [...bars, ...gather(points)].sort((a, b) => a.start - b.start)
}

/** Points too near to be hit one by one become one mark: a run as long as they reach. Those of one day stand above each other. */
function gather(points: Spot[]): Spot[] {
  const groups: Spot[][] = []
  for (const point of points) {
    const group = groups.at(-1)
    if (group && point.start - group.at(-1)!.start < TARGET) group.push(point)
    else groups.push([point])
  }
  return groups.flatMap((group) => {
    const oneDay = group.every((spot) => spot.marks[0]!.from === group[0]!.marks[0]!.from)
    if (group.length === 1 || (oneDay && group.length < ROWS_AT_MOST)) return group
    const [start, end] = [group[0]!.start, group.at(-1)!.start]
    const marks = group.flatMap((spot) => spot.marks)
    if (end - start >= TARGET) return [{ marks, start, end, isBar: true }]
    return [{ marks, start: (start + end) / 2, end: (start + end) / 2, isBar: false }]
  })
}

/** The commonest name and how many there are; a small round mark holds the number only. */
function labelOf(spot: Spot, frame: Frame): string {
  if (spot.marks.length > 1 && !spot.isBar) return String(spot.marks.length)
  const counts = new Map<string, number>()
  for (const mark of spot.marks) counts.set(frame.say(mark), (counts.get(frame.say(mark)) ?? 0) + 1)
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1])[0]!
  return spot.marks.length === 1 ? commonest : frame.sayMany(spot.marks.length, commonest, counts.size === 1)
}

function kindOf(marks: Mark[]): Mark['kind'] {
  return marks.reduce<Mark['kind']>((worst, mark) => (WEIGHT[mark.kind] > WEIGHT[worst] ? mark.kind : worst), marks[0]!.kind)
}

function rowFor(ends: number[], start: number): number {
  const free = ends.findIndex((end) => end <= start + 1)
  if (free >= 0) return free
  return ends.length < ROWS_AT_MOST ? ends.length : ends.indexOf(Math.min(...ends))
}

function placeLane(id: string, marks: Mark[], y: number, frame: Frame): PlacedLane {
  const ends: number[] = []
  const items: Placed[] = []
  const rows: Placed[][] = []
  for (const spot of spotsOf(marks, frame)) {
    const half = spot.isBar ? 0 : TARGET / 2
    const row = rowFor(ends, spot.start - half)
    ends[row] = spot.end + half
    const label = labelOf(spot, frame)
    const item: Placed = {
      key: spot.marks.map((mark) => `${mark.kind}${mark.from}${mark.lineage ?? ''}${mark.task ?? ''}${mark.label.zh}`).join('|'),
      kind: kindOf(spot.marks), marks: spot.marks, x: spot.start, width: spot.isBar ? spot.end - spot.start : 0, y: y + row * ROW + ROW / 2, label, labelAt: 'none',
    }
    items.push(item)
    ;(rows[row] ??= []).push(item)
  }
  for (const row of rows) placeLabels(row, frame)
  return { id, y, height: Math.max(1, rows.length) * ROW, items }
}

function placeLabels(row: Placed[], frame: Frame): void {
  let taken = frame.left
  row.forEach((item, i) => {
    const needs = textWidth(item.label) + 2 * GAP
    const end = item.x + (item.width || TARGET / 2)
    const next = row[i + 1]
    const free = (next ? next.x - (next.width ? 0 : TARGET / 2) : frame.right + 10) - end
    const start = item.x - (item.width ? 0 : TARGET / 2)
    if ((item.marks.length > 1 && !item.width) || item.width >= needs) item.labelAt = 'inside'
    else if (free >= needs) item.labelAt = 'after'
    else if (start - taken >= needs) item.labelAt = 'before'
    taken = end + (item.labelAt === 'after' ? needs : 0)
  })
}

function placeCrossings(marks: Mark[], frame: Frame): Crossing[] {
  const ends: number[] = []
  return marks
    .map((mark) => ({ mark, x: xOf(dayNumber(mark.from), frame), label: frame.say(mark) }))
    .filter(({ x }) => x >= frame.left && x <= frame.right)
    .sort((a, b) => a.x - b.x)
    .map(({ mark, x, label }, i) => {
      const needs = textWidth(label) + 2 * GAP
      const anchor = x + needs > frame.right && x - needs > frame.left ? 'end' : 'start'
      const start = anchor === 'start' ? x : x - needs
      const row = rowFor(ends, start)
      ends[row] = start + needs
      return { key: `${i}${mark.from}${label}`, mark, x, label, row, anchor }
    })
}

export function layOut(lanes: { id: string }[], marks: Mark[], frame: Frame): Layout {
  const placed: PlacedLane[] = []
  let y = 8
  for (const lane of lanes) {
    const own = marks.filter((mark) => mark.lane === lane.id && mark.kind !== 'transition')
    const line = placeLane(lane.id, own, y, frame)
    placed.push(line)
    y += line.height + 10
  }
  const crossings = placeCrossings(marks.filter((mark) => mark.kind === 'transition'), frame)
  const crossingRows = crossings.reduce((most, crossing) => Math.max(most, crossing.row + 1), 0)
  return { lanes: placed, crossings, crossingRows, height: y }
}

/** From birth (or the first mark) to past the last mark, at least half a year ahead of today. */
export function wholeView(marks: Mark[], birth: string | undefined, today: string): View {
  const days = marks.flatMap((mark) => [mark.from, mark.to ?? mark.from]).concat(today, birth ?? [])
  const numbers = days.map(dayNumber).filter((value) => !Number.isNaN(value))
  const from = birth ? dayNumber(birth) : Math.min(...numbers)
  const to = Math.max(...numbers, dayNumber(today) + 183)
  const edge = Math.ceil((to - from) / 40)
  return { from: Math.min(from, ...numbers) - edge, to: to + edge }
}

const SHORTEST = 21

/** Zooms about a place, never past the whole life nor under three weeks. */
export function zoomed(view: View, factor: number, about: number, whole: View): View {
  const span = Math.min(whole.to - whole.from, Math.max(SHORTEST, (view.to - view.from) * factor))
  const share = (about - view.from) / Math.max(1, view.to - view.from)
  return kept({ from: about - span * share, to: about - span * share + span }, whole)
}

export function moved(view: View, days: number, whole: View): View {
  return kept({ from: view.from + days, to: view.to + days }, whole)
}

function kept(view: View, whole: View): View {
  const span = Math.min(view.to - view.from, whole.to - whole.from)
  const from = Math.min(Math.max(view.from, whole.from), whole.to - span)
  return { from, to: from + span }
}
