import type { Figure } from '@/api/client'

/** From birth to work: the indicators that are the steps of the funnel, in the order of a life. */
const STEPS = [
  'disability_prevention.newborn_hearing',
  'autism_screening.initial_screening_rate',
  'autism_screening.re_screening_rate',
  'autism_screening.diagnosis_rate',
  'child_rehabilitation.in_rehabilitation',
  'education_placement.preschool_enrolment',
  'education_placement.compulsory_enrolment',
  'education_placement.upper_enrolment',
  'work_training.training_rate',
  'supported_employment.at_work_people',
]

export interface Step {
  figure: Figure
  above: number
  below: number
  /** whole per cent, 0 to 100; none for a plain count */
  share: number | null
}

/** Those steps that have a figure. */
export function stepsOf(figures: Figure[]): Step[] {
  return STEPS.flatMap((id) => {
    const figure = figures.find((one) => one.id === id)
    const now = figure?.course.at(-1)
    if (!figure || !now || now.value === '') return []
    const rate = figure.unit === 'percent' && now.below > 0
    return [{ figure, above: rate ? now.above : now.below, below: now.below, share: rate ? Math.round((now.above * 100) / now.below) : null }]
  })
}

/** Up, down or as before, against the month before; none with one month only. */
export function trendOf(figure: Figure): 'up' | 'down' | 'same' | null {
  const [before, now] = figure.course.slice(-2).map((at) => at.value)
  if (before === undefined || now === undefined || before === '' || now === '') return null
  const difference = Number(now) - Number(before)
  return difference > 0 ? 'up' : difference < 0 ? 'down' : 'same'
}
