import { computed, shallowRef } from 'vue'

/** To-dos ticked for an act on several; they live as long as the tab. */
const ticked = shallowRef<ReadonlySet<string>>(new Set())
export const chosenTasks = computed(() => ticked.value)

export function tick(key: string, on = !ticked.value.has(key)): void {
  const next = new Set(ticked.value)
  if (on) next.add(key)
  else next.delete(key)
  ticked.value = next
}
export function clearTicks(): void {
  ticked.value = new Set()
}
