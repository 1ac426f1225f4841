import { api, told } from '@/api/client'

/** All that the leader's pages show, asked side by side; what the post may not read is left out. */
export async function overview(query: { region?: string; month?: string }, may: (act: string) => boolean, year: number) {
  const [board, register, report, budget] = await Promise.all([
    told(api.GET('/api/figures', { params: { query } })),
    told(api.GET('/api/duties')),
    told(api.GET('/api/report', { params: { query } })),
    ['supervise', 'review', 'approve', 'batch', 'pay'].some(may) ? told(api.GET('/api/budget', { params: { query: { year } } })) : Promise.resolve(null),
  ])
  return { board, duties: register.duties, report, places: report.places, budget }
}
export type Overview = Awaited<ReturnType<typeof overview>>
