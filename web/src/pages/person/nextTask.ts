import type { Task } from '@/api/client'

/** Open to-dos, the nearest deadline first; those without one last. */
export function openOf(tasks: Task[]): Task[] {
  return tasks.filter((task) => task.state === 'open').sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1))
}

export function nextOf(tasks: Task[]): Task | undefined {
  return openOf(tasks)[0]
}
