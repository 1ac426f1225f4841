import { describe, expect, it } from 'vitest'
import type { Mark } from '@/api/client'
import { entitledMarks, withEntitled } from '@/lifeline/entitled'
import { layOut, moved, wholeView, xOf, zoomed, type Frame } from '@/lifeline/layout'
import { ticksOf } from '@/lifeline/ticks'
import { dayNumber } from '@/values/dates'

const frame = (from: string, to: string): Frame => ({ view: { from: dayNumber(from), to: dayNumber(to) }, left: 100, right: 1100, say: (mark) => mark.label.zh, sayMany: (n, of) => `${n} ${of}` })
const mark = (kind: Mark['kind'], from: string, to?: string, lane = 'a', label = 'x'): Mark => ({ lane, kind, from, to, label: { zh: label, en: label } })
const lanes = [{ id: 'a' }, { id: 'b' }]

describe('the life line', () => {
  it('places a day by its share of the view', () => {
    const year = frame('2024-01-01', '2025-01-01')
    expect(xOf(dayNumber('2024-01-01'), year)).toBe(100)
    expect(xOf(dayNumber('2025-01-01'), year)).toBe(1100)
    expect(Math.round(xOf(dayNumber('2024-07-02'), year))).toBe(600)
  })
  it('keeps marks in their lanes, lanes below each other', () => {
    const { lanes: placed } = layOut(lanes, [mark('done', '2024-02-01'), mark('late', '2024-06-01', undefined, 'b')], frame('2024-01-01', '2025-01-01'))
    expect(placed.map((lane) => lane.items.length)).toEqual([1, 1])
    expect(placed[1]!.y).toBeGreaterThanOrEqual(placed[0]!.y + placed[0]!.height)
  })
  it('puts bars that overlap under each other, and bars that only touch in one row', () => {
    const over = layOut(lanes, [mark('done', '2024-01-01', '2024-08-01'), mark('open', '2024-06-01', '2024-12-01')], frame('2024-01-01', '2025-01-01')).lanes[0]!
    expect(new Set(over.items.map((item) => item.y)).size).toBe(2)
    const touch = layOut(lanes, [mark('done', '2024-01-01', '2024-06-01'), mark('planned', '2024-06-01', '2024-12-01')], frame('2024-01-01', '2025-01-01')).lanes[0]!
    expect(new Set(touch.items.map((item) => item.y)).size).toBe(1)
  })
  it('gathers points too near to be hit, the worst kind showing', () => {
    const lane = layOut(lanes, [mark('done', '2024-03-01'), mark('late', '2024-03-04'), mark('done', '2024-09-01')], frame('2024-01-01', '2025-01-01')).lanes[0]!
    expect(lane.items.map((item) => [item.marks.length, item.kind])).toEqual([[2, 'late'], [1, 'done']])
  })
  it('makes a run of what follows closely, named when all have one name', () => {
    const months = ['01', '02', '03', '04', '05', '06'].map((month) => mark('done', `2024-${month}-03`, undefined, 'a', 'month'))
    const lane = layOut(lanes, months, frame('2022-01-01', '2027-01-01')).lanes[0]!
    expect(lane.items.map((item) => [item.marks.length, item.label])).toEqual([[6, '6 month']])
    expect(lane.items[0]!.width).toBeGreaterThan(24)
  })
  it('writes a label before its mark when there is no room after it', () => {
    const lane = layOut(lanes, [mark('open', '2024-11-20', '2024-12-25', 'a', 'a rather long label of a thing to do')], frame('2024-01-01', '2025-01-01')).lanes[0]!
    expect(lane.items[0]!.labelAt).toBe('before')
  })
  it('sets points of one day above each other', () => {
    const lane = layOut(lanes, [mark('done', '2024-03-01', undefined, 'a', 'x'), mark('done', '2024-03-01', undefined, 'a', 'y')], frame('2024-01-01', '2025-01-01')).lanes[0]!
    expect(lane.items).toHaveLength(2)
    expect(lane.items[0]!.y).not.toBe(lane.items[1]!.y)
  })
  it('never lets two targets of a row be nearer than 24 px', () => {
    const marks = Array.from({ length: 80 }, (_, i) => mark('done', `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`))
    for (const lane of layOut(lanes, marks, frame('2024-01-01', '2025-01-01')).lanes) {
      const rows = new Map<number, number[]>()
      for (const item of lane.items) rows.set(item.y, [...(rows.get(item.y) ?? []), item.x])
      for (const xs of rows.values()) xs.sort((a, b) => a - b).forEach((x, i) => { if (i) expect(x - xs[i - 1]!).toBeGreaterThanOrEqual(22) })
    }
  })
  it('leaves out what lies outside the view', () => expect(layOut(lanes, [mark('done', '2020-01-01')], frame('2024-01-01', '2025-01-01')).lanes[0]!.items).toEqual([]))
  it('gives transitions rows of their own and turns labels at the edge', () => {
    const { crossings, crossingRows } = layOut(lanes, [mark('transition', '2024-12-20', undefined, 'a', 'a long label at the edge'), mark('transition', '2024-12-22', undefined, 'b', 'another long label here')], frame('2024-01-01', '2025-01-01'))
    expect(crossings.map((crossing) => crossing.anchor)).toEqual(['end', 'end'])
    expect(crossingRows).toBe(2)
  })
})

describe('what was granted', () => {
  const month = (period: string, outcome: 'granted' | 'refused' = 'granted', benefit = 'b') => ({ benefit, period, outcome, amount: outcome === 'granted' ? 300000 : 0, title: { zh: benefit, en: benefit } })
  it('is a bar for each run of months', () => {
    const marks = entitledMarks([month('2025-12'), month('2026-02'), month('2026-01'), month('2026-03', 'refused'), month('2026-04'), month('2026-05', 'granted', 'c')])
    expect(marks.map((mark) => [mark.label.zh, mark.from, mark.to])).toEqual([['b', '2025-12-01', '2026-02-28'], ['b', '2026-04-01', '2026-04-30'], ['c', '2026-05-01', '2026-05-31']])
  })
  it('adds a lane only when there is something', () => {
    const label = { zh: 'l', en: 'l' }
    const file = { lanes: [], marks: [], entitled: [month('2026-03', 'refused')] }
    expect(withEntitled(file, label).lanes).toEqual([])
    expect(withEntitled({ ...file, entitled: [month('2026-03')] }, label).lanes).toHaveLength(1)
  })
})

describe('the view', () => {
  const whole = { from: 0, to: 1000 }
  it('begins at birth and reaches past today', () => {
    const view = wholeView([mark('transition', '2030-09-08')], '2023-09-08', '2026-11-21')
    expect(view.from).toBeLessThanOrEqual(dayNumber('2023-09-08'))
    expect(view.to).toBeGreaterThanOrEqual(dayNumber('2030-09-08'))
  })
  it('can be drawn for a file without marks', () => expect(wholeView([], undefined, '2026-11-21').to).toBeGreaterThan(dayNumber('2026-11-21')))
  it('zooms about a place and stays inside the life', () => {
    expect(zoomed(whole, 0.5, 500, whole)).toEqual({ from: 250, to: 750 })
    expect(zoomed(whole, 0.5, 0, whole)).toEqual({ from: 0, to: 500 })
    expect(zoomed({ from: 0, to: 500 }, 10, 100, whole)).toEqual(whole)
    expect(zoomed({ from: 0, to: 22 }, 0.1, 0, whole)).toEqual({ from: 0, to: 21 })
  })
  it('moves no further than the ends', () => {
    expect(moved({ from: 100, to: 200 }, -500, whole)).toEqual({ from: 0, to: 100 })
    expect(moved({ from: 100, to: 200 }, 5000, whole)).toEqual({ from: 900, to: 1000 })
  })
  it('has ticks at birthdays, not too many', () => {
    const ticks = ticksOf({ from: dayNumber('2023-08-01'), to: dayNumber('2031-01-01') }, 900, '2023-09-08')
    expect(ticks[0]).toEqual({ number: dayNumber('2023-09-08'), months: 0 })
    expect(ticks.length).toBeLessThan(14)
    expect(ticksOf({ from: dayNumber('2023-08-01'), to: dayNumber('2031-01-01') }, 900)[0]!.month).toBe('2024-01')
  })
})
