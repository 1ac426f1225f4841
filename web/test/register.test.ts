import { describe, expect, it } from 'vitest'
import type { Field, Form } from '@/api/client'
import { besides, HOME, HOUSEHOLD, moreOf, wholeForm, type ActWords } from '@/pages/register/act'

const words = (text: string) => ({ zh: text, en: text })
const form = (id: string, fields: Field[]): Form => ({ id, label: words(id), kind: 'state', day_label: words('day'), fields })
const region = (id: string): Field => ({ id, label: words(id), type: 'region', required: true })
const registration = form('base.registration', [{ id: 'name', label: words('name'), type: 'name', required: true }])
const forms = [registration, form(HOUSEHOLD, [region('region')]), form(HOME, [region('village'), { id: 'address', label: words('address'), type: 'address', required: false }])]
const said: ActWords = { home: 'home', household: 'household', question: words('where'), answers: { same: words('same'), elsewhere: words('elsewhere'), unknown: words('unknown') } }
const lived = { 'more[0].day': '2026-11-01', 'more[0].village': '330681104201' }

describe('the act of registering', () => {
  const all = besides(forms)
  const ids = (content: Record<string, unknown>): string[] => wholeForm(registration, all, content, said).form.fields.map((field) => field.id)

  it('asks for the residence first, then for the household as far as the answer goes', () => {
    expect(ids({})).toEqual(['name', 'more[0].day', 'more[0].village', 'more[0].address', 'household'])
    expect(ids({ household: 'same' }).slice(5)).toEqual(['more[1].day'])
    expect(ids({ household: 'elsewhere' }).slice(5)).toEqual(['more[1].day', 'more[1].region'])
  })
  it('has headings where a further record begins', () => expect(wholeForm(registration, all, {}, said).headings).toEqual({ 'more[0].day': 'home', household: 'household' }))
  it('sends the residence alone while the household is not known', () => {
    expect(moreOf(all, { ...lived, household: 'unknown' })).toEqual([{ form: HOME, day: '2026-11-01', content: { village: '330681104201' } }])
  })
  it('sends the village as the place of the household when they are the same', () => {
    expect(moreOf(all, { ...lived, household: 'same', 'more[1].day': '2026-11-02' })[1]).toEqual({ form: HOUSEHOLD, day: '2026-11-02', content: { region: '330681104201' } })
  })
  it('sends the place that was chosen when they are not', () => {
    expect(moreOf(all, { ...lived, household: 'elsewhere', 'more[1].day': '2026-11-02', 'more[1].region': '341202' })[1]?.content).toEqual({ region: '341202' })
  })
  it('leaves out what the post may not write', () => {
    expect(besides([registration])).toEqual([])
    expect(moreOf([], { household: 'same' })).toEqual([])
  })
})
