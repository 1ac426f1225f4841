import { money, t } from '@/session/language'

const COUNTED = ['months', 'years', 'days', 'working_days']
const SAID: Record<string, string> = { '': 'policy.open_value', true: 'field.yes', false: 'field.noWord' }

/** A parameter's value as people read it: amounts in yuan, spans with their unit; open where no document says. */
export function valueWords(value: string, unit: string): string {
  const said = SAID[value]
  if (said) return t(said)
  return (/^-?\d+$/.test(value) ? numberWords(value, unit) : undefined) ?? value.replace(/^"(.*)"$/, '$1')
}

function numberWords(value: string, unit: string): string | undefined {
  if (unit === 'fen') return money(Number(value))
  return COUNTED.includes(unit) ? t(`policy.span.${unit}`, { n: value }) : undefined
}
