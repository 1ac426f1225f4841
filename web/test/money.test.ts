import { describe, expect, it } from 'vitest'
import { fenOf, moneyOf, yuanOf } from '@/values/money'

describe('yuan and fen', () => {
  it.each([
    ['3420', 342000], ['3,420.50', 342050], ['3420.5', 342050], ['0.07', 7], ['0.29', 29], ['1.', 100], ['３４２０．５０', 342050], ['¥ 12.30', 1230], ['12.30元', 1230], ['-5.05', -505], ['-0', 0],
    ['90071992547.99', 9007199254799],
  ])('reads %s as %d fen', (text, fen) => expect(fenOf(text)).toBe(fen))

  it.each(['', 'abc', '1.234', '1e3', '--1', '1.2.3', '12a', '.5'])('refuses %j', (text) => expect(fenOf(text)).toBeNull())

  it('gives back each amount unchanged', () => {
    for (let fen = -1000; fen < 100_000; fen += 7) expect(fenOf(yuanOf(fen))).toBe(fen === 0 ? 0 : fen)
  })

  it.each([[0, '0.00'], [5, '0.05'], [300000, '3,000.00'], [123456789, '1,234,567.89'], [-505, '-5.05'], [100000, '1,000.00']])('shows %d as %s', (fen, text) => expect(moneyOf(fen)).toBe(text))
})
