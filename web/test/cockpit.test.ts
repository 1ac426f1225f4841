import { describe, expect, it, vi } from 'vitest'
import type { Figure } from '@/api/client'
import { stepsOf, trendOf } from '@/pages/cockpit/steps'

vi.stubGlobal('document', { documentElement: { lang: '' }, createElement: () => ({}) })
const { about, overall, workload } = await import('@/pages/cockpit/sentences')

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
    const steps = stepsOf([diagnosis, figure('autism_screening.re_screening_rate', [[0, 0]]), screening])
    expect(steps.map((one) => one.figure.id)).toEqual([screening.id, diagnosis.id])
    expect(steps[0]).toMatchObject({ above: 95, below: 100, share: 95 })
  })
  it('says where a figure goes', () => {
    expect(trendOf(screening)).toBe('up')
    expect(trendOf(diagnosis)).toBe('down')
    expect(trendOf(figure('a.b', [[1, 2]]))).toBeNull()
  })
})

describe('the sentences of a report', () => {
  it('count the targets and name those at risk', () => {
    const said = overall([screening, diagnosis], '诸暨市', '2026-02').map((one) => one.text)
    expect(said).toEqual(['截至2026年2月，诸暨市有目标的指标2项，其中达到或预计能达到1项，可能达不到1项，到期未达标0项。', '可能达不到的是：指标diagnosis_rate。'])
  })
  it('say what a figure is, how it moved and what it should be', () => {
    expect(about(diagnosis).text).toContain('指标diagnosis_rate为50.00%，比上月（90.00）下降，目标')
  })
  it('name at most three places, and none where nothing is overdue', () => {
    const places = [1, 4, 0, 3, 2].map((overdue) => ({ name: `镇${overdue}`, open: 10, overdue }))
    expect(workload(places).map((one) => one.text)).toEqual(['截至今日，全域未办结待办50项，其中超期10项。', '超期较多的是：镇44项，镇33项，镇22项。'])
    expect(workload([{ name: '甲', open: 2, overdue: 0 }])).toHaveLength(1)
  })
})
