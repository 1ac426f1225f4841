import { computed, ref, type ComputedRef, type Ref } from 'vue'

/** One question at a time: which stands open, and how far it is. */
export interface Steps {
  at: Ref<number>
  now: ComputedRef<string>
  isLast: ComputedRef<boolean>
  show: (id: string) => boolean
  go: (id: string) => void
}

export function useSteps(ids: () => string[], oneByOne: () => boolean): Steps {
  const at = ref(0)
  const now = computed(() => ids()[Math.min(at.value, ids().length - 1)] ?? '')
  const isLast = computed(() => at.value >= ids().length - 1)
  const show = (id: string): boolean => !oneByOne() || now.value === id
  function go(id: string): void {
    at.value = Math.max(0, ids().indexOf(id))
  }
  return { at, now, isLast, show, go }
}
