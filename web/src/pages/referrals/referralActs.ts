import { api, told, type Referral } from '@/api/client'
import { useSend } from '@/api/load'
import { ask, type Question } from '@/parts/ask'
import { t, w } from '@/session/language'
import { useSession } from '@/session/session'
import { contentOf, REPLY, type Reply } from './parcel'

/** Receiving, declining and withdrawing: records of one form. */
export function useReferralActs() {
  const session = useSession()
  const { sending, problem, send } = useSend()

  async function reply(referral: Referral, what: Reply): Promise<boolean> {
    const words: Question = { title: t(`referral.ask.${what}`, { what: w(referral.title), name: referral.name ?? '' }), text: t(`referral.askText.${what}`), yes: t(`referral.act.${what}`) }
    const asked = await ask(what === 'accepted' ? words : { ...words, danger: true, reason: 2 })
    if (!asked) return false
    const body = { form: REPLY, day: session.today, content: contentOf(referral, what, asked.reason), write_id: crypto.randomUUID() }
    return (await send(() => told(api.POST('/api/people/{subject}/records', { params: { path: { subject: referral.subject } }, body })))) !== undefined
  }
  return { sending, problem, reply }
}
