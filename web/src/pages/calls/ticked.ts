import type { CallList } from '@/api/client'
import { keyOf } from '../tasks/taskKeys'

/** The families of the to-dos that were ticked, and of each family those to-dos only. */
export function onlyTicked(villages: CallList['villages'], keys: ReadonlySet<string>): CallList['villages'] {
  return villages
    .map((village) => ({
      ...village,
      families: village.families.map((family) => ({ ...family, tasks: family.tasks.filter((task) => keys.has(keyOf(task))) })).filter((family) => family.tasks.length > 0),
    }))
    .filter((village) => village.families.length > 0)
}
