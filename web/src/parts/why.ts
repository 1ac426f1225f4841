import type { Explanation } from '@/api/client'

const told = (why: Explanation): string => JSON.stringify([why.outcome, why.amount, why.facts.map((fact) => [fact.id, fact.value.zh, fact.record])])

/** Whether a decision was made on other facts, or came to another amount, than what is known now. */
export function changedSince(why: Explanation): boolean {
  return (why.then ?? []).some((one) => (one.why ? told(one.why) !== told(why) : one.amount !== why.amount))
}
