import { ref } from 'vue'

/** How a person wants pages to be: as they are, larger and fewer things, or one thing at a time with pictures. */
export type Reading = 'ordinary' | 'elder' | 'easy'
export const READINGS: Reading[] = ['ordinary', 'elder', 'easy']

const KEY = 'banxing.reading'
let reader = ''

/** Names an account without its name: what outlives the tab must not tell who used it. */
function traceOf(name: string): string {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}
const keyOf = (name: string): string => (name ? `${KEY}.${traceOf(name)}` : KEY)

function kept(name: string): Reading | null {
  try {
    const value = localStorage.getItem(keyOf(name))
    return READINGS.find((one) => one === value) ?? null
  } catch {
    return null
  }
}
function keep(name: string, value: Reading): void {
  try {
    localStorage.setItem(keyOf(name), value)
  } catch {
    // a private window keeps nothing: the choice then lasts as long as the page
  }
}

export const reading = ref<Reading>('ordinary')

function apply(next: Reading): void {
  reading.value = next
  if (typeof document !== 'undefined') document.documentElement.dataset.reading = next
}
apply(typeof localStorage === 'undefined' ? 'ordinary' : (kept('') ?? 'ordinary'))

/** Chosen by whoever reads; the next visit of the same person begins with it. */
export function readAs(next: Reading): void {
  apply(next)
  keep(reader, next)
  if (!reader) return
  // the log-in page, where nobody is known yet, keeps the last choice made at this machine
  keep('', next)
}

/** Somebody has come in or gone out: what that person chose before holds again. */
export function readerIs(name: string): void {
  if (name === reader) return
  reader = name
  const before = kept(name)
  if (before) apply(before)
  else if (name) keep(name, reading.value)
}
