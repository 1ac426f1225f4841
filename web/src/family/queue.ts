import { computed, ref } from 'vue'
import { api, told } from '@/api/client'
import { Problem } from '@/api/problem'

/** What a family wrote without a network: kept on its own phone until it is sent, sent once, its outcome said. */
export interface Waiting {
  subject: string
  kind: 'correction' | 'review'
  about: string
  words: string
  /** the same for every attempt, so that a retry writes once */
  write_id: string
  refused?: string
}
const KEY = 'banxing.family.waiting'

function kept(): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Waiting[]
  } catch {
    return []
  }
}
const all = ref<Waiting[]>(typeof localStorage === 'undefined' ? [] : kept())
export const waiting = computed(() => all.value)
export const sentNow = ref(0)

function keep(next: Waiting[]): void {
  all.value = next
  try {
    if (next.length) localStorage.setItem(KEY, JSON.stringify(next))
    else localStorage.removeItem(KEY)
  } catch {
    // no room: it then waits as long as the page is open
  }
}
export function drop(write_id: string): void {
  keep(all.value.filter((one) => one.write_id !== write_id))
}

/** Sends one; true when the server has it. Without a network it waits; what the server refuses is kept with the reason. */
async function send(one: Waiting): Promise<boolean> {
  const { subject, kind, about, words, write_id } = one
  try {
    await told(api.POST('/api/family/{subject}/requests', { params: { path: { subject } }, body: { kind, about, words, write_id } }))
    drop(write_id)
    sentNow.value += 1
    return true
  } catch (fault) {
    const lasting = fault instanceof Problem && fault.status >= 400 && fault.status < 500 && fault.status !== 401 && fault.status !== 429
    if (lasting) keep(all.value.map((other) => (other.write_id === write_id ? { ...other, refused: fault.detail || fault.title } : other)))
    return false
  }
}

let running = false
/** Sends what waits, one after the other, in the order it was written. */
export async function sendWaiting(): Promise<void> {
  if (running) return
  running = true
  try {
    for (const one of [...all.value]) if (!one.refused && !(await send(one))) break
  } finally {
    running = false
  }
}
export async function hand(one: Omit<Waiting, 'write_id'>): Promise<void> {
  keep([...all.value, { ...one, write_id: crypto.randomUUID() }])
  await sendWaiting()
}
