import { describe, expect, it } from 'vitest'
import { faultsByField, kindOf, Problem } from '@/api/problem'

describe('problems', () => {
  it.each([[0, 'unreachable'], [401, 'expired'], [403, 'forbidden'], [404, 'missing'], [409, 'conflict'], [413, 'tooLarge'], [422, 'invalid'], [400, 'invalid'], [500, 'broken'], [502, 'broken'], [503, 'busy']])('%d is %s', (status, kind) =>
    expect(kindOf(new Problem(status))).toBe(kind))
  it('keeps what the server said', () => {
    const problem = Problem.from(400, { title: 'no', detail: 'why', request_id: 'r1', fields: [{ field: 'content.day', message: 'm' }] })
    expect(problem).toMatchObject({ title: 'no', detail: 'why', requestId: 'r1' })
    expect(faultsByField(problem)).toEqual({ day: 'm' })
  })
  it('survives a proxy that answers with a page', () => {
    expect(Problem.from(502, '<html>Bad gateway</html>')).toMatchObject({ status: 502, title: '', fields: [] })
    expect(Problem.from(500, '{"title":"t"}').title).toBe('t')
    expect(Problem.from(500, null).fields).toEqual([])
    expect(Problem.from(500, { fields: 'x' }).fields).toEqual([])
  })
  it('finds a field however it is named', () => expect(faultsByField(new Problem(400, { fields: [{ field: '/content/a', message: '1' }, { field: 'b', message: '2' }, { field: 'b', message: '3' }] }))).toEqual({ a: '1', b: '2' }))
  it('knows no fault without a problem', () => expect(faultsByField(null)).toEqual({}))
})
