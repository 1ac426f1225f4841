let first = true

/** False for the first page of a visit: there the reader starts at the top, as the browser means it. */
export function arrived(): boolean {
  const later = !first
  first = false
  return later
}
