import { describe, expect, it } from 'vitest'
import type { Field } from '@/api/client'
import { faultsOf, optionsOf, sendable, UNREAD } from '@/fields/content'
import { regionChain } from '@/fields/regions'
import { nearness } from '@/values/due'

const words = (text: string) => ({ zh: text, en: text })
const field = (id: string, type: Field['type'], more: Partial<Field> = {}): Field => ({ id, label: words(id), type, required: false, ...more })
const age = field('age', 'code', { required: true, codes: [{ code: '18', label: words('18') }, { code: '24', label: words('24') }] })
const signs = field('signs', 'codes', { required: true, options_of: 'age', codes: ['18a', '18b', '24a'].map((code) => ({ code, label: words(code), group: code.slice(0, 2) })) })

describe('a form', () => {
  it('offers the signs of the chosen age only', () => {
    expect(optionsOf(signs, { age: '18' }).map((one) => one.code)).toEqual(['18a', '18b'])
    expect(optionsOf(signs, {})).toEqual([])
  })
  it('tells nothing ticked from none of these', () => {
    expect(faultsOf({ fields: [signs] }, '2026-01-01', {})).toHaveProperty('signs')
    expect(faultsOf({ fields: [signs] }, '2026-01-01', { signs: [] })).toEqual({})
    expect(sendable({ fields: [signs] }, { signs: [] })).toEqual({ signs: [] })
  })
  it.each([
    [field('n', 'integer', { min: 0, max: 9 }), 10, 'field.tooBig'], [field('n', 'integer', { min: 0 }), -1, 'field.tooSmall'], [field('m', 'money'), UNREAD, 'field.no.money'],
    [field('i', 'identity_number'), '990000202309080011', 'field.noIdentity'], [age, undefined, 'field.required'], [field('d', 'date'), UNREAD, 'field.no.date'],
  ])('finds the fault of %o', (one, value, key) => expect(faultsOf({ fields: [one] }, '2026-01-01', { [one.id]: value })[one.id]).toMatchObject({ key }))
  it('accepts false and nought', () => expect(faultsOf({ fields: [field('b', 'boolean', { required: true }), field('n', 'integer', { required: true, min: 0 })] }, '2026-01-01', { b: false, n: 0 })).toEqual({}))
  it('needs a day that can be read', () => {
    expect(faultsOf({ fields: [] }, undefined, {})).toHaveProperty('day')
    expect(faultsOf({ fields: [] }, UNREAD, {})).toHaveProperty('day')
  })
  it('sends filled fields of the form only', () => expect(sendable({ fields: [age, field('t', 'text')] }, { age: '18', t: ' a ', other: 1 })).toEqual({ age: '18', t: 'a' }))
})

describe('regions', () => {
  it.each([['33', ['33']], ['330681', ['33', '3306', '330681']], ['330681102201', ['33', '3306', '330681', '330681102', '330681102201']]])('%s', (code, chain) => expect(regionChain(code)).toEqual(chain))
})

describe('how near a deadline is', () => {
  const today = '2026-11-21'
  it.each([
    [{ days_left: -2 }, 'overdue', 2], [{ days_left: 0 }, 'today', 0], [{ days_left: 5, working_days_left: 4 }, 'workingLeft', 4], [{ days_left: 60, working_days_left: 40 }, 'left', 60], [{ days_left: 5 }, 'left', 5],
  ])('%o', (task, key, count) => expect(nearness({ due: 'd', opens: '2026-01-01', ...task }, today)).toMatchObject({ key, count }))
  it('knows what has not opened, and what has no end', () => {
    expect(nearness({ due: 'd', opens: '2027-01-01', days_left: 100 }, today).key).toBe('notYet')
    expect(nearness({ opens: '2026-01-01' }, today).key).toBe('none')
  })
})
