import { describe, expect, it } from 'vitest'
import type { Task } from '@/api/client'
import { isFor, rowsOf, seek } from '@/pages/tasks/seek'
import { shiftTo, windowOf } from '@/parts/window'

describe('a long list', () => {
  it('holds the rows near the window and few more, however long it is', () => {
    const shown = windowOf(100_000, 50, -2_000_000, 900)
    expect(shown.first).toBeLessThanOrEqual(40_000)
    expect(shown.end).toBeGreaterThanOrEqual(40_018)
    expect(shown.end - shown.first).toBeLessThan(40)
  })
  it('never reaches past its ends', () => {
    expect(windowOf(3, 50, 400, 900)).toEqual({ first: 0, end: 3 })
    expect(windowOf(100, 50, -90_000, 900)).toEqual({ first: 100, end: 100 })
    expect(windowOf(0, 50, 0, 900)).toEqual({ first: 0, end: 0 })
  })
  it('moves just far enough to show a row', () => {
    const edges = { upper: 76, lower: 824 }
    expect(shiftTo(2, 50, 200, edges)).toBe(0)
    expect(shiftTo(0, 50, 20, edges)).toBe(-56)
    expect(shiftTo(20, 50, 200, edges)).toBe(426)
  })
})

const task = (no: number, mine: boolean, place = 'A'): Task => ({ subject: `s${no}`, system: 'x', task: 't', occurrence: '1', title: { zh: '', en: '' }, state: 'open', opens: '2026-01-01', mine, place: { zh: place, en: place } })

describe('to-dos of one side', () => {
  const pages: Record<string, { items: Task[]; next?: string }> = {
    '': { items: [task(1, false), task(2, false)], next: 'b' }, b: { items: [task(3, false), task(4, true)], next: 'c' }, c: { items: [task(5, true)], next: undefined },
  }
  const asked: string[] = []
  const page = async (after = '') => {
    asked.push(after)
    return pages[after]!
  }
  it('are looked for over several pages of the server', async () => {
    const found = await seek('mine', page, 2)
    expect(found.items.map((one) => one.subject)).toEqual(['s4', 's5'])
    expect(found.next).toBeUndefined()
    expect(asked).toEqual(['', 'b', 'c'])
  })
  it('are all of one page when no side is asked for', async () => {
    asked.length = 0
    expect((await seek(undefined, page, 50)).items).toHaveLength(2)
    expect(asked).toEqual([''])
  })
  it('are mine or others', () => {
    expect(isFor('others', task(1, true))).toBe(false)
    expect(isFor('others', task(1, false))).toBe(true)
  })
  it('name each place once when they are ordered by place', () => {
    expect(rowsOf([task(1, true, 'A'), task(2, true, 'A'), task(3, true, 'B')], true).map((row) => row.kind)).toEqual(['place', 'task', 'task', 'place', 'task'])
    expect(rowsOf([task(1, true)], false)).toHaveLength(1)
  })
})
