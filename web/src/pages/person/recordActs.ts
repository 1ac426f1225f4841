import { api, told, type TimelineEntry } from '@/api/client'
import { useSend } from '@/api/load'
import { ask } from '@/parts/ask'
import { t, w } from '@/session/language'

/** Withdrawing and restoring a record; both need a reason, neither destroys anything. */
export function useRecordActs(subject: () => string) {
  const { sending, problem, send } = useSend()

  async function act(entry: TimelineEntry, name: 'withdraw' | 'restore', reason: string): Promise<boolean> {
    const write_id = crypto.randomUUID()
    const written = await send(() =>
      told(
        api.POST('/api/people/{subject}/records/{lineage}/{act}', {
          params: { path: { subject: subject(), lineage: entry.lineage, act: name } },
          body: { version: entry.version, reason, write_id },
        }),
      ),
    )
    return written !== undefined
  }
  async function withdraw(entry: TimelineEntry): Promise<boolean> {
    const reply = await ask({ title: t('record.withdrawTitle', { what: w(entry.title) }), text: t('record.withdrawText'), yes: t('record.withdraw'), danger: true, reason: 2 })
    return reply ? act(entry, 'withdraw', reply.reason) : false
  }
  async function restore(entry: TimelineEntry): Promise<boolean> {
    const reply = await ask({ title: t('record.restoreTitle', { what: w(entry.title) }), text: t('record.restoreText'), yes: t('record.restore'), reason: 2 })
    return reply ? act(entry, 'restore', reply.reason) : false
  }
  return { withdraw, restore, act, sending, problem }
}
