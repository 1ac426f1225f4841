import { describe, expect, it } from 'vitest'
import type { Explanation } from '@/api/client'
import { changedSince } from '@/parts/why'

const now = { outcome: 'granted', amount: 200_000, facts: [], sentence: { zh: '', en: '' }, policy_version: '', needs: [], matched: [], nearly: [], basis: [] } as unknown as Explanation
const decided = (amount: number): Explanation => ({ ...now, then: [{ claim: 1, state: 'paid', decided_at: '2026-01-01T00:00:00Z', amount, said: '按自付发放' }] })

describe('a decision from before reasons were kept', () => {
  it('counts as changed by its amount alone', () => {
    expect(changedSince(decided(200_000))).toBe(false)
    expect(changedSince(decided(199_999))).toBe(true)
  })
})
