import { reactive, ref, watch, type Ref } from 'vue'
import type { Content } from './content'

export interface Draft {
  day: string | undefined
  content: Content
  reason: string
  /** the same for every attempt to send this draft, so that a retry writes once */
  writeId: string
}

function kept(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key)
    return text ? (JSON.parse(text) as Draft) : null
  } catch {
    return null
  }
}

/** A draft that outlives a reload of this tab, and nothing longer: it may hold personal data. */
export function useDraft(name: string, initial: () => Pick<Draft, 'day' | 'content'>) {
  const key = `banxing.draft.${name}`
  const found = kept(key)
  const restored = ref(found !== null)
  const fresh = (): Draft => ({ reason: '', writeId: crypto.randomUUID(), ...initial() })
  const draft = reactive<Draft>(found ?? fresh())
  const dirty: Ref<boolean> = ref(found !== null)
  let mute = false

  watch(draft, () => {
    if (mute) return
    dirty.value = true
    try {
      sessionStorage.setItem(key, JSON.stringify(draft))
    } catch {
      // no room: the draft then lasts as long as the page
    }
  }, { flush: 'sync' })

  function forget(): void {
    sessionStorage.removeItem(key)
    dirty.value = false
    restored.value = false
  }
  /** Back to the beginning, as if nothing had been typed. */
  function restart(): void {
    mute = true
    for (const id of Object.keys(draft.content)) delete draft.content[id]
    const next = fresh()
    Object.assign(draft.content, next.content)
    Object.assign(draft, { day: next.day, reason: '', writeId: next.writeId })
    mute = false
    forget()
  }
  return { draft, dirty, restored, forget, restart }
}
