import { describe, expect, it } from 'vitest'
import { addMonths, dayNumber, dayOf, dayOfNumber, monthOf, showDay, showInstant, showMonth, showMonths } from '@/values/dates'

describe('typed dates', () => {
  it.each(['2023-03-05', '2023-3-5', '2023/3/5', '2023.3.5', '20230305', '2023年3月5日', '2023年3月5', '２０２３年３月５日', ' 2023 - 3 - 5 '])('reads %s', (text) => expect(dayOf(text)).toBe('2023-03-05'))
  it.each(['2023-02-29', '2023-13-01', '2023-00-10', '2023-4-31', '23-3-5', '5/3/2023', 'abc', '', '2023-3'])('refuses %j', (text) => expect(dayOf(text)).toBeNull())
  it('knows leap years', () => expect(dayOf('2024-2-29')).toBe('2024-02-29'))
  it.each(['2023-03', '2023-3', '2023/3', '202303', '2023年3月'])('reads the month %s', (text) => expect(monthOf(text)).toBe('2023-03'))
  it.each(['2023-13', '2023', '20230305', ''])('refuses the month %j', (text) => expect(monthOf(text)).toBeNull())
})

describe('days', () => {
  it('count from the epoch and back', () => {
    expect(dayNumber('1970-01-02')).toBe(1)
    for (const day of ['1999-12-31', '2024-02-29', '2026-11-21']) expect(dayOfNumber(dayNumber(day))).toBe(day)
  })
  it.each([['2024-01-31', 1, '2024-02-29'], ['2023-11-30', 3, '2024-02-29'], ['2023-09-08', 18, '2025-03-08'], ['2024-03-31', -1, '2024-02-29']])('%s and %d months are %s', (day, n, then) => expect(addMonths(day, n)).toBe(then))
  it.each([
    [['2026-01', '2026-02', '2026-03', '2026-05'], '2026年1—3月、5月', 'Jan 2026–Mar 2026, May 2026'],
    [['2025-12', '2026-01'], '2025年12月—2026年1月', 'Dec 2025–Jan 2026'],
    [['2026-03', '2026-01', '2025-11'], '2025年11月、2026年1月、3月', 'Nov 2025, Jan 2026, Mar 2026'],
    [[], '', ''],
  ])('%j become stretches', (months, zh, en) => {
    expect(showMonths(months, 'zh')).toBe(zh)
    expect(showMonths(months, 'en')).toBe(en)
  })
  it('are shown in the language of the reader', () => {
    expect(showDay('2023-03-05', 'zh')).toBe('2023年3月5日')
    expect(showDay('2023-03-05', 'en')).toBe('5 Mar 2023')
    expect(showMonth('2026-10', 'zh')).toBe('2026年10月')
  })
  it('are UTC+8 at every hour', () => expect(showInstant('2026-11-20T17:30:00Z', 'zh')).toContain('2026/11/21'))
})
