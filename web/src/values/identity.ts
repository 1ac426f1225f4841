const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** Full-width digits, spaces and a small x are how numbers arrive from paper. */
export function tidyIdentity(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/** GB 11643: eighteen places, the last by ISO 7064 mod 11-2. */
export function identityHolds(text: string): boolean {
  const number = tidyIdentity(text)
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0)
  return CHECKS[sum % 11] === number[17]
}
