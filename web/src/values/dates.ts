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

/** Months that follow one another become one stretch: 2026年1—3月、5月; Jan–Mar 2026, May 2026. */
export function showMonths(months: string[], language: string): string {
  const stretches: string[][] = []
  for (const month of [...months].sort()) {
    const last = stretches.at(-1)
    if (last && addMonths(`${last.at(-1)}-01`, 1).startsWith(month)) last.push(month)
    else stretches.push([month])
  }
  let year = ''
  return stretches.map((stretch) => {
    const [first, last] = [stretch[0]!, stretch.at(-1)!]
    if (language !== 'zh') return first === last ? showMonth(first, language) : `${showMonth(first, language)}–${showMonth(last, language)}`
    const named = (month: string): string => (month.slice(0, 4) === year ? '' : `${(year = month.slice(0, 4))}年`) + Number(month.slice(5))
    return first === last ? `${named(first)}月` : first.slice(0, 4) === last.slice(0, 4) ? `${named(first)}—${Number(last.slice(5))}月` : `${named(first)}月—${named(last)}月`
  }).join(language === 'zh' ? '、' : ', ')
}

/** An instant in the county's time, UTC+8. */
export function showInstant(instant: string, language: string): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' }
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : format(language, options).format(at)
}
