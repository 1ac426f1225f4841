import type { components } from '@/api/schema'
import { day, t, w } from '@/session/language'

export type Child = components['schemas']['FamilyChild']

/** The child whose next to-do is due first. */
export function nearestOf(children: Child[]): Child | undefined {
  const dueOf = (child: Child): string => child.next?.due ?? '9'
  return children.filter((child) => child.next).sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1))[0]
}

/** Plain words, the child's name first; a late one is said without blame. */
export function nextSentence(child: Child): string {
  const task = child.next
  if (!task) return t('family.nothingFor', { name: child.name })
  const words = { name: child.name, what: w(task.title), day: day(task.due) }
  const late = (task.days_left ?? 0) < 0
  // somebody else's to do: the family need not go anywhere, and may ask
  if (!task.mine && task.by) return t(!task.due ? 'family.theirsUndated' : late ? 'family.theirsLate' : 'family.theirs', { ...words, who: w(task.by) })
  if (!task.due) return t('family.nextUndated', words)
  return t(late ? 'family.nextLate' : 'family.next', words)
}
