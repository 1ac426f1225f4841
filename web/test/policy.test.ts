import { describe, expect, it } from 'vitest'
import { diagramOf } from '@/pages/policy/diagram'
import { factsOf, typed, typedLiteral } from '@/pages/policy/facts'
import { diffOf, shortened } from '@/pages/policy/lines'

const words = (zh: string) => ({ zh, en: zh })
const due = { span: 'none' as const }
const pathway = {
  stages: [{ id: 'waiting', label: words('等待'), when: 'true', final: false }, { id: 'done', label: words('完成'), when: '已完成', final: true }],
  tasks: [{ id: 'visit', title: words('随访'), role: words('医生'), when: '', due, basis: [] }],
  referrals: [],
  forms: [{ id: 'a.check', label: words('检查') }, { id: 'a.visit', label: words('随访表') }],
  edges: [
    { from: 'form:a.check', to: 'task:visit', tie: 'opens' as const },
    { from: 'task:visit', to: 'form:a.visit', tie: 'closes' as const },
    { from: 'form:a.visit', to: 'task:visit', tie: 'opens' as const },
    { from: 'form:a.visit', to: 'stage:done', tie: 'leads' as const },
  ],
}

describe('a pathway as a diagram', () => {
  const drawn = diagramOf(pathway)
  const at = (id: string) => drawn.boxes.find((one) => one.id === id)!
  it('draws every box, also one that nothing leads to, inside its frame', () => {
    expect(drawn.boxes.map((one) => one.id).sort()).toEqual(['form:a.check', 'form:a.visit', 'stage:done', 'stage:waiting', 'task:visit'])
    for (const box of drawn.boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(drawn.width)
      expect(box.y + box.height).toBeLessThanOrEqual(drawn.height)
    }
  })
  it('goes from left to right in spite of a circle, and draws each line', () => {
    expect(at('form:a.check').x).toBeLessThan(at('task:visit').x)
    expect(at('form:a.visit').x).toBeLessThan(at('stage:done').x)
    expect(drawn.lines).toHaveLength(4)
    for (const line of drawn.lines) expect(line.path).toMatch(/^M.*L/)
  })
})

describe('the differences of two texts', () => {
  it('keeps what is the same and says what went and came', () => {
    expect(diffOf('a\nb\nc', 'a\nx\nc')).toEqual([{ kind: 'same', text: 'a' }, { kind: 'gone', text: 'b' }, { kind: 'new', text: 'x' }, { kind: 'same', text: 'c' }])
    expect(diffOf(undefined, 'a').map((one) => one.kind)).toEqual(['new'])
    expect(diffOf('a\nb\na', 'b\na\nb').filter((one) => one.kind === 'same').map((one) => one.text)).toEqual(['b', 'a'])
  })
  it('leaves out what lies far from a change', () => {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n')
    const short = shortened(diffOf(before, before.replace('line 10', 'other')))
    expect(short.map((one) => one.text)).toEqual(['…', 'line 8', 'line 9', 'line 10', 'other', 'line 11', 'line 12', '…'])
  })
})

describe('facts that are typed', () => {
  const inputs = [{ id: 'age', name: '周岁', type: 'number', unit: '' }, { id: 'paid', name: '自付', type: 'number', unit: 'fen' }, { id: 'here', name: '户籍', type: 'boolean', unit: '' }, { id: 'born', name: '出生', type: 'date', unit: '' }]
  it('become their types; what is empty is not known', () => {
    expect(factsOf(inputs, { age: '5', paid: '4,000.5', here: 'false', born: '' })).toEqual({ age: 5, paid: 400050, here: false })
    expect(factsOf(inputs, { age: 'five' })).toEqual({ age: 'five' })
  })
  it('are shown as one would type them', () => {
    expect(typed(400050, 'fen')).toBe('4000.50')
    expect(typedLiteral('"F84"', '')).toBe('F84')
    expect(typedLiteral('date("2026-01-01")', '')).toBe('date("2026-01-01")')
  })
})
