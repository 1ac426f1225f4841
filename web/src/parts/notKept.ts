import { t } from '@/session/language'

/** Of a decision that was made before reasons were kept: that, and what its record says. */
export function notKept(said: string | undefined): string {
  return said ? `${t('why.notKept')} ${t('why.recordSays', { said })}` : t('why.notKept')
}
