import type { Referral } from '@/api/client'

export const REPLY = 'base.referral_reply'
export type Reply = 'accepted' | 'declined' | 'withdrawn'

/** What the reply's form takes: a remark when there is one. */
export function contentOf(referral: Pick<Referral, 'key'>, reply: Reply, remark: string): Record<string, string> {
  return remark ? { referral: referral.key, reply, remark } : { referral: referral.key, reply }
}

export interface Step {
  key: string
  /** key of its words */
  words: string
  on?: string
  tone: 'done' | 'now' | 'bad' | 'ahead'
}

const BACK = ['declined', 'expired', 'withdrawn']

function received(one: Referral): Step[] {
  if (one.accepted) return [{ key: 'accepted', words: 'referral.step.accepted', on: one.accepted, tone: 'done' }]
  return one.state === 'sent' ? [{ key: 'waits', words: 'referral.step.waits', on: one.due, tone: 'now' }] : []
}

function answered(one: Referral): Step[] {
  if (!one.answered) {
    const now = one.state === 'accepted'
    return [{ key: 'answered', words: 'referral.step.toAnswer', on: now ? one.due : undefined, tone: now ? 'now' : 'ahead' }]
  }
  const answer: Step = { key: 'answered', words: 'referral.step.answered', on: one.answered, tone: 'done' }
  const end: Step = one.closed ? { key: 'closed', words: 'referral.step.closed', on: one.closed, tone: 'done' } : { key: 'toClose', words: 'referral.step.toClose', tone: 'now' }
  return [answer, end]
}

/** Where it has been, where it is, what is awaited. */
export function stepsOf(one: Referral): Step[] {
  const sent: Step = { key: 'sent', words: 'referral.step.sent', on: one.sent, tone: 'done' }
  if (BACK.includes(one.state)) return [sent, { key: one.state, words: `referral.state.${one.state}`, on: one.closed, tone: 'bad' }]
  return [sent, ...received(one), ...answered(one)]
}
