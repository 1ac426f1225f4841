import type { Figure } from '@/api/client'
import { t } from '@/session/language'

export type Standing = Figure['targets'][number]['standing']
export type Target = Figure['targets'][number]

const TONES: Record<Standing, string> = { open: 'plain', no_data: 'plain', reached: 'good', on_track: '', at_risk: 'star', missed: 'late' }
export const toneOf = (standing: Standing): string => TONES[standing]

const MARKS: Record<Target['comparator'], string> = { at_least: '≥', more_than: '>', at_most: '≤', less_than: '<', falls_by: '↓' }

/** "≥ 99%", or what is missing where nobody has set it. */
export function goalOf(figure: Figure, target: Target): string {
  if (target.value === undefined) return t('figures.toFill')
  if (target.comparator === 'falls_by') return t('figures.fallsBy', { value: target.value, year: target.base_year })
  return `${MARKS[target.comparator]} ${target.value}${unitOf(figure)}`
}

export const unitOf = (figure: Figure): string => t(`figures.unit.${figure.unit}`)

/** The figure of now as it is read: 98.25%, 512; none where nobody counts. */
export function valueOf(figure: Figure): string {
  const now = figure.course.at(-1)
  return now?.value ? `${now.value}${unitOf(figure)}` : t('figures.none')
}

const WEIGHT: Standing[] = ['missed', 'at_risk', 'on_track', 'reached', 'no_data', 'open']

/** The target that a leader is asked about first: the most local one that has a value. */
export function chiefTarget(figure: Figure): Target | undefined {
  const set = figure.targets.filter((target) => target.value !== undefined)
  const local = ['local', 'provincial', 'national'] as const
  for (const level of local) {
    const found = set.filter((target) => target.level === level)
    if (found.length) return found.sort((a, b) => WEIGHT.indexOf(a.standing) - WEIGHT.indexOf(b.standing))[0]
  }
  return figure.targets[0]
}

/** Late first, then at risk; those without a target behind. */
export function byUrgency(figures: Figure[]): Figure[] {
  const weight = (figure: Figure): number => {
    const target = chiefTarget(figure)
    return target ? WEIGHT.indexOf(target.standing) : WEIGHT.length
  }
  return [...figures].sort((a, b) => weight(a) - weight(b))
}
