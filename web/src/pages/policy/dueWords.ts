import type { PolicySystem } from '@/api/client'
import { t, w } from '@/session/language'

type Due = PolicySystem['pathway']['tasks'][number]['due']

/** So many working days; or which fact or parameter says it, where places differ. */
export function dueWords(due: Due): string {
  if (due.span === 'none') return t('policy.span.none')
  if (due.span === 'next_grid_age') return t('policy.span.next_grid_age')
  const plain = /^\d+$/.test(due.value ?? '')
  return plain ? t(`policy.span.${due.span}`, { n: due.value }) : w(due.label)
}
