import { describe, expect, it } from 'vitest'
import type { Coming, Referral } from '@/api/client'
import { contentOf, stepsOf } from '@/pages/referrals/parcel'
import { turnsOf } from '@/pages/radar/groups'

const words = { zh: 'x', en: 'x' }
const coming = (subject: string, on: string, more: Partial<Coming>): Coming => ({ subject, on, system: 's', system_words: words, transition: 't', title: words, days_left: 1, ends: false, ...more })

describe('turns', () => {
  it('put together what one person meets on one day', () => {
    const turns = turnsOf([coming('a', '2027-01-01', { ends: true }), coming('a', '2027-01-01', { missing: 'f.g' }), coming('b', '2027-01-01', {}), coming('a', '2027-02-01', { ends: true })])
    expect(turns.map((turn) => [turn.subject, turn.on, turn.ends.length, turn.begins.length, turn.missing.length])).toEqual([
      ['a', '2027-01-01', 1, 1, 1],
      ['b', '2027-01-01', 0, 1, 0],
      ['a', '2027-02-01', 1, 0, 0],
    ])
  })
  it('are none of an empty list', () => expect(turnsOf([])).toEqual([]))
})

describe('a reply', () => {
  it('names the referral, and has a remark only when there is one', () => {
    expect(contentOf({ key: 's.r/3' }, 'accepted', '')).toEqual({ referral: 's.r/3', reply: 'accepted' })
    expect(contentOf({ key: 's.r/3' }, 'declined', '满员')).toEqual({ referral: 's.r/3', reply: 'declined', remark: '满员' })
  })
})

describe('a parcel', () => {
  const referral = (more: Partial<Referral>): Referral => ({ subject: 'a', system: 's', referral: 'r', occurrence: '1', key: 's.r/1', title: words, state: 'sent', sent: '2026-01-01', from: words, to: words, ...more })
  const told = (more: Partial<Referral>): string[] => stepsOf(referral(more)).map((step) => `${step.key} ${step.tone} ${step.on ?? ''}`.trim())
  it('is on its way', () => expect(told({ due: '2026-01-08' })).toEqual(['sent done 2026-01-01', 'waits now 2026-01-08', 'answered ahead']))
  it('was received', () => expect(told({ state: 'accepted', accepted: '2026-01-03', due: '2026-02-03' })).toEqual(['sent done 2026-01-01', 'accepted done 2026-01-03', 'answered now 2026-02-03']))
  it('was answered, and closed', () => {
    expect(told({ state: 'answered', answered: '2026-01-05' })).toEqual(['sent done 2026-01-01', 'answered done 2026-01-05', 'toClose now'])
    expect(told({ state: 'closed', answered: '2026-01-05', closed: '2026-01-05' })).toEqual(['sent done 2026-01-01', 'answered done 2026-01-05', 'closed done 2026-01-05'])
  })
  it('came back', () => expect(told({ state: 'declined', closed: '2026-01-04' })).toEqual(['sent done 2026-01-01', 'declined bad 2026-01-04']))
})
