import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Problem } from './problem'

export interface Loaded<T> {
  data: ShallowRef<T | null>
  problem: Ref<Problem | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

function asProblem(fault: unknown): Problem {
  if (fault instanceof Problem) return fault
  console.error(fault)
  return new Problem(-1)
}

/** Loads once at once and again on reload(); a later answer to an earlier question is dropped. */
export function useLoad<T>(fetchIt: () => Promise<T>, options: { lazy?: boolean } = {}): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const problem = ref<Problem | null>(null) as Ref<Problem | null>
  const loading = ref(!options.lazy)
  let turn = 0
  async function reload(): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const answer = await fetchIt()
      if (mine !== turn) return
      data.value = answer
      problem.value = null
    } catch (fault) {
      if (mine !== turn) return
      problem.value = asProblem(fault)
    }
    loading.value = false
  }
  onScopeDispose(() => { turn++ })
  if (!options.lazy) void reload()
  return { data, problem, loading, reload }
}

export interface Page<T> {
  items: T[]
  next?: string
}

/** A list that pages by key: `more()` asks for what comes after the last. */
export function usePages<P extends Page<unknown>>(fetchPage: (after?: string, many?: number) => Promise<P>) {
  type Item = P['items'][number]
  const items = shallowRef<Item[]>([]) as ShallowRef<Item[]>
  const last = shallowRef<P | null>(null) as ShallowRef<P | null>
  const problem = ref<Problem | null>(null) as Ref<Problem | null>
  const loading = ref(true)
  let turn = 0
  async function ask(after?: string, many?: number): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const page = await fetchPage(after, many)
      if (mine !== turn) return
      items.value = after ? [...items.value, ...page.items] : page.items
      last.value = page
      problem.value = null
    } catch (fault) {
      if (mine !== turn) return
      problem.value = asProblem(fault)
    }
    loading.value = false
  }
  const more = (): Promise<void> => (last.value?.next && !loading.value ? ask(last.value.next) : Promise.resolve())
  onScopeDispose(() => { turn++ })
  void ask()
  /** Asks again for as much as is shown, so that the reader keeps the place. */
  const refresh = (): Promise<void> => ask(undefined, items.value.length)
  return { items, last, problem, loading, reload: () => ask(), refresh, more }
}

/** Sends a write: one at a time, its problem kept to be shown. */
export function useSend() {
  const sending = ref(false)
  const problem = ref<Problem | null>(null) as Ref<Problem | null>
  async function send<T>(write: () => Promise<T>): Promise<T | undefined> {
    if (sending.value) return undefined
    sending.value = true
    problem.value = null
    try {
      return await write()
    } catch (fault) {
      problem.value = asProblem(fault)
      return undefined
    } finally {
      sending.value = false
    }
  }
  return { sending, problem, send }
}

/** A list whose items are answered one by one: after a write that went well it is loaded anew. */
export function useAnswers(reload: () => Promise<void>) {
  const { sending, problem, send } = useSend()
  /** What the write told, or undefined when it failed; its problem is shown. */
  async function answer<T>(write: () => Promise<T>): Promise<{ told: T } | undefined> {
    const done = await send(async () => ({ told: await write() }))
    if (done) await reload()
    return done
  }
  return { sending, problem, answer }
}
