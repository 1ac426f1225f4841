import { beforeEach, describe, expect, it, vi } from 'vitest'

class Shelf {
  kept = new Map<string, string>()
  getItem = (key: string): string | null => this.kept.get(key) ?? null
  setItem = (key: string, value: string): void => void this.kept.set(key, value)
}
let shelf: Shelf
beforeEach(() => {
  shelf = new Shelf()
  vi.stubGlobal('localStorage', shelf)
  vi.stubGlobal('document', { documentElement: { dataset: {} }, createElement: () => ({}) })
  vi.resetModules()
})

describe('reading modes', () => {
  it('are kept for each person', async () => {
    const { readAs, reading, readerIs } = await import('@/reading/reading')
    readerIs('one')
    readAs('elder')
    readerIs('two')
    readAs('easy')
    readerIs('one')
    expect(reading.value).toBe('elder')
    readerIs('two')
    expect(reading.value).toBe('easy')
    expect(document.documentElement.dataset.reading).toBe('easy')
  })
  it('begin at the log-in page with the last choice of this machine', async () => {
    const first = await import('@/reading/reading')
    first.readerIs('one')
    first.readAs('elder')
    vi.resetModules()
    const again = await import('@/reading/reading')
    expect(again.reading.value).toBe('elder')
  })
  it('leave no name behind', async () => {
    const { readAs, readerIs } = await import('@/reading/reading')
    readerIs('village-330681')
    readAs('easy')
    expect([...shelf.kept.keys()].join()).not.toContain('village')
  })
})
