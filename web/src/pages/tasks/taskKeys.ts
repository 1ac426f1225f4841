import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { Task } from '@/api/client'

export type State = 'all' | 'overdue' | 'soon' | 'later'
export type Who = 'mine' | 'others'
export interface Filter {
  state?: State
  system?: string
  task?: string
  place?: string
  sort?: 'due' | 'place'
}

export function keyOf(task: Pick<Task, 'subject' | 'system' | 'task' | 'occurrence'>): string {
  return [task.subject, task.system, task.task, task.occurrence].join('~')
}

export function whoOf(query: LocationQuery): Who | undefined {
  return query.who === 'mine' || query.who === 'others' ? query.who : undefined
}

const STATES = ['all', 'overdue', 'soon', 'later']

export function filterOf(query: LocationQuery): Filter {
  const one = (name: string): string | undefined => (typeof query[name] === 'string' && query[name] ? query[name] : undefined)
  const state = one('state')
  return {
    state: state && STATES.includes(state) ? (state as State) : undefined,
    system: one('system'),
    task: one('task'),
    place: one('place'),
    sort: one('sort') === 'place' ? 'place' : undefined,
  }
}

/** Where a to-do is done: its form, or the file when it asks for none. */
export function writeRoute(task: Task): RouteLocationRaw {
  return task.form ? { name: 'write', params: { subject: task.subject, form: task.form }, query: { task: keyOf(task) } } : { name: 'person', params: { subject: task.subject } }
}
