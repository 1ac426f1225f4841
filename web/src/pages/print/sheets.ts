import type { PersonFile, Task, TimelineEntry } from '@/api/client'
import { day, t, w } from '@/session/language'
import { openOf } from '../person/nextTask'
import { keyOf } from '../tasks/taskKeys'

/** What of a file can be put on paper. */
export interface Sheet {
  id: string
  label: string
  task?: Task
  entry?: TimelineEntry
}

/** The newest version of each record that was not withdrawn. */
export function standing(timeline: TimelineEntry[]): TimelineEntry[] {
  const newest = new Map<number, TimelineEntry>()
  for (const entry of timeline) {
    const known = newest.get(entry.lineage)
    if (!known || known.version < entry.version) newest.set(entry.lineage, entry)
  }
  return [...newest.values()].filter((entry) => entry.op !== 'withdrawal').sort((a, b) => (a.day === b.day ? b.no - a.no : a.day > b.day ? -1 : 1))
}

export function sheetsOf(file: PersonFile): Sheet[] {
  const notices = openOf(file.tasks).map((task) => ({ id: `task~${keyOf(task)}`, label: t('print.noticeOf', { what: w(task.title) }), task }))
  const records = standing(file.timeline).map((entry) => ({ id: `record~${entry.lineage}`, label: `${w(entry.title)} ${day(entry.day)}`, entry }))
  return [{ id: 'file', label: t('print.file') }, ...notices, ...records]
}
