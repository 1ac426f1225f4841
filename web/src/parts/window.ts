/** Which rows of a long list stand in the window. Pure: places in, numbers of rows out. */
export interface Window {
  first: number
  /** one past the last */
  end: number
}

const SPARE = 8

export function windowOf(count: number, row: number, top: number, height: number): Window {
  if (row <= 0) return { first: 0, end: Math.min(count, 40) }
  const first = Math.max(0, Math.min(count, Math.floor(-top / row) - SPARE))
  const end = Math.max(first, Math.min(count, Math.ceil((height - top) / row) + SPARE))
  return { first, end }
}

/** How far the window has to move so that a row stands between its upper and lower edge; 0 when it does. */
export function shiftTo(index: number, row: number, top: number, edges: { upper: number; lower: number }): number {
  const from = top + index * row
  if (from < edges.upper) return from - edges.upper
  if (from + row > edges.lower) return from + row - edges.lower
  return 0
}
