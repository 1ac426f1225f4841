/** How near a deadline is: which words, which number, which colour. The days themselves come from the server. */
export interface Nearness {
  key: 'overdue' | 'today' | 'workingLeft' | 'left' | 'none' | 'notYet'
  count: number
  tone: 'late' | 'star' | 'wait' | 'plain'
}

export interface Dated {
  due?: string
  days_left?: number
  working_days_left?: number
  opens: string
}

const SOON_DAYS = 14

export function nearness(task: Dated, today: string): Nearness {
  if (task.due === undefined || task.days_left === undefined) return { key: 'none', count: 0, tone: 'plain' }
  if (task.days_left < 0) return { key: 'overdue', count: -task.days_left, tone: 'late' }
  if (task.opens > today) return { key: 'notYet', count: task.days_left, tone: 'plain' }
  if (task.days_left === 0) return { key: 'today', count: 0, tone: 'late' }
  const tone = 'plain'
  if (task.working_days_left !== undefined && task.days_left <= SOON_DAYS) return { key: 'workingLeft', count: task.working_days_left, tone }
  return { key: 'left', count: task.days_left, tone }
}
