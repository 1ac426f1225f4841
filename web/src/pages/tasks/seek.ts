import type { Task } from '@/api/client'
import type { Page } from '@/api/load'
import type { Who } from './taskKeys'

const LOOKS = 8

/** Whether it is for the reader's own post to do, or for another post that the reader reminds. */
export function isFor(who: Who | undefined, task: Pick<Task, 'mine'>): boolean {
  return who === undefined || (who === 'mine') === (task.mine === true)
}

/** A page of the to-dos of one side. The server pages over both, so several of its pages may be read for one of ours. */
export async function seek<P extends Page<Task>>(who: Who | undefined, page: (after?: string) => Promise<P>, enough: number, after?: string): Promise<P> {
  const first = await page(after)
  const found = first.items.filter((task) => isFor(who, task))
  let next = first.next
  for (let looks = 1; next && found.length < enough && who && looks < LOOKS; looks++) {
    const more: P = await page(next)
    found.push(...more.items.filter((task) => isFor(who, task)))
    next = more.next
  }
  return { ...first, items: found, next }
}

export type Row = { kind: 'task'; task: Task } | { kind: 'place'; place: string; words: Task['place'] }

/** By place each place is named once, above its to-dos. */
export function rowsOf(tasks: Task[], byPlace: boolean): Row[] {
  const rows: Row[] = []
  let last: string | undefined
  for (const task of tasks) {
    const place = task.place?.zh ?? ''
    if (byPlace && place !== last) rows.push({ kind: 'place', place, words: task.place })
    last = place
    rows.push({ kind: 'task', task })
  }
  return rows
}
