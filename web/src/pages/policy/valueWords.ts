import { money, t } from '@/session/language'

const COUNTED = ['months', 'years', 'days', 'working_days']

/** A parameter's value as people read it: amounts in yuan, spans with their unit; open where no document says. */
export function valueWords(value: string, unit: string): string {
  if (value === '') return t('policy.open_value')
  if (unit === 'fen' && /^-?\d+$/.test(value)) return money(Number(value))
  if (COUNTED.includes(unit) && /^\d+$/.test(value)) return t(`policy.span.${unit}`, { n: value })
  return value.replace(/^"(.*)"$/, '$1')
}
