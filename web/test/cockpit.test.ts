import { describe, expect, it } from 'vitest'
import type { Figure } from '@/api/client'
import { stepsOf, trendOf } from '@/pages/cockpit/steps'

function figure(id: string, values: [number, number][], standing: 'reached' | 'at_risk' | 'missed' = 'reached'): Figure {
  const course = values.map(([above, below], i) => ({ month: `2026-0${i + 1}`, above, below, value: below ? ((above * 100) / below).toFixed(2) : '' }))
  return {
    id, title: { zh: `指标${id.split('.')[1]}`, en: id }, system: { zh: '', en: '' }, source: 'files', unit: 'percent', within: 'ever', course,
    targets: [{ level: 'local', by: '2026-12-31', comparator: 'at_least', value: '90', standing, basis: { document: '文', clause: '一' } }],
  }
}
const screening = figure('autism_screening.initial_screening_rate', [[80, 100], [95, 100]])
const diagnosis = figure('autism_screening.diagnosis_rate', [[9, 10], [5, 10]], 'at_risk')

describe('the funnel', () => {
  it('takes the steps in the order of a life, and only those that count somebody', () => {
    const steps = stepsOf([diagnosis, figure('autism_screening.re_screening_rate', [[0, 0]]), screening], [screening.id, 'autism_screening.re_screening_rate', 'nobody.has_it', diagnosis.id])
    expect(steps.map((one) => one.figure.id)).toEqual([screening.id, diagnosis.id])
    expect(steps[0]).toMatchObject({ above: 95, below: 100, share: 95 })
  })
  it('says where a figure goes', () => {
    expect(trendOf(screening)).toBe('up')
    expect(trendOf(diagnosis)).toBe('down')
    expect(trendOf(figure('a.b', [[1, 2]]))).toBeNull()
  })
})
