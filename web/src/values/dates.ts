/** Days are YYYY-MM-DD and months YYYY-MM, compared as text; a day number counts from 1970-01-01. */

const two = (n: number): string => String(n).padStart(2, '0')

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function dayFrom(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${year}-${two(month)}-${two(day)}`
}

/** Reads a typed day: 2023-3-5, 2023/3/5, 2023.3.5, 20230305, 2023\u5e743\u67085\u65e5, also in full-width digits. */
export function dayOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const match = /^(\d{4})(?:[-/.]|\u5e74)(\d{1,2})(?:[-/.]|\u6708)(\d{1,2})\u65e5?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  return match ? dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

/** Reads a typed month: 2023-3, 2023/03, 202303, 2023\u5e743\u6708. */
export function monthOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const match = /^(\d{4})(?:[-/.]|\u5e74)(\d{1,2})\u6708?$/.exec(plain) ?? /^(\d{4})(\d{2})$/.exec(plain)
  const day = match ? dayFrom(Number(match[1]), Number(match[2]), 1) : null
  return day ? day.slice(0, 7) : null
}

export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

export function dayOfNumber(number: number): string {
  return new Date(Math.round(number) * 86_400_000).toISOString().slice(0, 10)
}

/** n months after an anchor, clamped to the month's end. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const count = year * 12 + (month - 1) + months
  const y = Math.floor(count / 12)
  const m = (count % 12) + 1
  return `${y}-${two(m)}-${two(Math.min(date, daysInMonth(y, m)))}`
}

const DAY = new Map<string, Intl.DateTimeFormat>()
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let made = DAY.get(key)
  if (!made) DAY.set(key, (made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', ...options })))
  return made
}

/** 2023-03-05 → 2023\u5e743\u67085\u65e5 or 5 March 2023. */
export function showDay(day: string, language: string): string {
  return format(language, { year: 'numeric', month: language === 'zh' ? 'long' : 'short', day: 'numeric' }).format(new Date(`${day}T00:00:00Z`))
}

export function showMonth(month: string, language: string): string {
  return format(language, { year: 'numeric', month: language === 'zh' ? 'long' : 'short' }).format(new Date(`${month}-01T00:00:00Z`))
}

/** Months that follow one another, first and last of each stretch. */
function stretchesOf(months: string[]): [string, string][] {
  const out: [string, string][] = []
  for (const month of [...months].sort()) {
    const last = out.at(-1)
    if (last && addMonths(`${last[1]}-01`, 1).startsWith(month)) last[1] = month
    else out.push([month, month])
  }
  return out
}

/** 2026\u5e741—3\u6708、5\u6708: a year is named when it changes. */
function stretchesInChinese(stretches: [string, string][]): string {
  let year = ''
  const named = (month: string): string => {
    const before = month.startsWith(year) && year ? '' : `${month.slice(0, 4)}\u5e74`
    year = month.slice(0, 4)
    return `${before}${Number(month.slice(5))}`
  }
  return stretches.map(([first, last]) => {
    const from = named(first)
    if (first === last) return `${from}\u6708`
    return last.startsWith(year) ? `${from}—${named(last)}\u6708` : `${from}\u6708—${named(last)}\u6708`
  }).join('、')
}

/** 2026\u5e741—3\u6708、5\u6708; Jan 2026–Mar 2026, May 2026. */
export function showMonths(months: string[], language: string): string {
  const stretches = stretchesOf(months)
  if (language === 'zh') return stretchesInChinese(stretches)
  const named = (month: string): string => showMonth(month, language)
  return stretches.map(([first, last]) => (first === last ? named(first) : `${named(first)}–${named(last)}`)).join(', ')
}

/** An instant in the county's time, UTC+8. */
export function showInstant(instant: string, language: string): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' }
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : format(language, options).format(at)
}
