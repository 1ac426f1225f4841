import { nextTick, type ComputedRef, type Ref } from 'vue'
import type { Task } from '@/api/client'
import { keyOf } from './taskKeys'

interface Place {
  tasks: Ref<Task[]>
  chosen: ComputedRef<Task | null>
  choose: (task: Task) => void
  reveal: (task: Task) => void
  more: () => Promise<void>
}
const NEAR = 5

/** Up and down the list; the row that is chosen is seen and has the focus. */
export function useMoving(place: Place) {
  async function land(task: Task): Promise<void> {
    place.choose(task)
    place.reveal(task)
    await nextTick()
    document.querySelector<HTMLElement>(`[data-task="${CSS.escape(keyOf(task))}"]`)?.focus({ preventScroll: true })
  }
  async function step(by: number): Promise<void> {
    const items = place.tasks.value
    const now = place.chosen.value ? items.indexOf(place.chosen.value) : -1
    const next = items[Math.min(items.length - 1, Math.max(0, now + by))]
    if (!next) return
    await land(next)
    if (now + by >= items.length - NEAR) void place.more()
  }
  return { land, step }
}

export interface Keys {
  step: (by: number) => unknown
  act: () => unknown
  tick: () => unknown
  close: () => unknown
}

/** What a key means on the list; false when it means nothing here. */
export function onTaskKey(event: KeyboardEvent, keys: Keys): boolean {
  const target = event.target as HTMLElement
  const typing = target.matches('select, textarea, input:not([type="checkbox"])')
  if (event.key === 'Escape' && !event.isComposing) return keys.close() !== false
  if (typing || event.ctrlKey || event.metaKey || event.altKey || target.closest('form')) return false
  const onRow = Boolean(target.dataset.task)
  const meanings: [boolean, () => unknown][] = [
    [event.key === 'j' || (onRow && event.key === 'ArrowDown'), () => keys.step(1)],
    [event.key === 'k' || (onRow && event.key === 'ArrowUp'), () => keys.step(-1)],
    [onRow && event.key === 'Enter', keys.act],
    [onRow && event.key === 'x', keys.tick],
  ]
  const meant = meanings.find(([holds]) => holds)
  meant?.[1]()
  return meant !== undefined
}
