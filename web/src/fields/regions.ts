/** Above the provinces. */
export const wholeCountry = '00'
const LENGTHS = [2, 4, 6, 9, 12]

/** 330681102 → 33, 3306, 330681, 330681102: the code of a region begins with its parent's. */
export function regionChain(code: string): string[] {
  return LENGTHS.filter((length) => length <= code.length).map((length) => code.slice(0, length))
}
