import { describe, expect, it } from 'vitest'
import { identityHolds, tidyIdentity } from '@/values/identity'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
// area code 990000 is no county's: the numbers can be nobody's
function made(body: string): string {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i]!, 0)
  return body + '10X98765432'[sum % 11]
}

describe('identity numbers', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => made(`99000020230908${String(i).padStart(3, '0')}`))
  it.each(numbers)('%s holds', (number) => expect(identityHolds(number)).toBe(true))
  it('accepts what paper makes of it', () => {
    const number = numbers.find((one) => one.endsWith('X'))!
    expect(identityHolds(` ${number.toLowerCase().slice(0, 6)} ${number.toLowerCase().slice(6)}`)).toBe(true)
    expect(tidyIdentity('９９0000')).toBe('990000')
  })
  it('notices each single wrong digit', () => {
    for (const number of numbers.slice(0, 5)) {
      for (let place = 0; place < 17; place++) {
        const wrong = number.slice(0, place) + String((Number(number[place]) + 1) % 10) + number.slice(place + 1)
        expect(identityHolds(wrong)).toBe(false)
      }
    }
  })
  it.each(['', '990000', '99000020230908001', 'X90000202309080017'])('refuses %j', (text) => expect(identityHolds(text)).toBe(false))
})
