import { describe, expect, it } from 'vitest'
import { roomFor } from '@/shell/room'

describe('the bar of pages', () => {
  it('shows all where all fit', () => {
    expect(roomFor(3, 390, 844, 15)).toBe(3)
    expect(roomFor(9, 1280, 900, 15)).toBe(9)
  })
  it('keeps one place for the button that opens the rest', () => {
    expect(roomFor(15, 390, 844, 15)).toBe(4)
    expect(roomFor(15, 390, 844, 19)).toBe(3)
    expect(roomFor(15, 1280, 900, 15)).toBe(9)
    expect(roomFor(11, 1280, 600, 20)).toBe(4)
  })
  it('never shows fewer than three', () => expect(roomFor(15, 200, 300, 30)).toBe(3))
})
