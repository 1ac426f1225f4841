import type { Figure } from '@/api/client'

export interface Step {
  figure: Figure
  above: number
  below: number
  /** whole per cent, 0 to 100; none for a plain count */
  share: number | null
}

/** From birth to work, in the order that the report tells; those that have a figure. */
export function stepsOf(figures: Figure[], order: string[]): Step[] {
  return order.flatMap((id) => {
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
