import { computed, reactive, type Ref } from 'vue'
import type { Payable } from '@/api/client'

export function keyOf(one: Payable): string {
  return [one.subject, one.benefit, one.cap_period, one.claim ?? ''].join('~')
}

/** Ticks in a list of payables, with the sum of what is ticked. */
export function useChoosing(items: Ref<Payable[]>, may: (one: Payable) => boolean = () => true) {
  const ticked = reactive(new Set<string>())
  const offered = computed(() => items.value.filter(may))
  const chosen = computed(() => offered.value.filter((one) => ticked.has(keyOf(one))))
  const sum = computed(() => chosen.value.reduce((total, one) => total + one.net, 0))
  const all = computed(() => offered.value.length > 0 && chosen.value.length === offered.value.length)
  function tick(one: Payable, on: boolean): void {
    if (on) ticked.add(keyOf(one))
    else ticked.delete(keyOf(one))
  }
  function tickAll(on: boolean): void {
    for (const one of offered.value) tick(one, on)
  }
  return { ticked, chosen, sum, all, tick, tickAll, clear: () => ticked.clear() }
}
