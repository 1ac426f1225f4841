import { shallowRef } from 'vue'

export interface Question {
  title: string
  text?: string
  yes: string
  no?: string
  danger?: boolean
  /** ask for a reason of at least this many characters; 0 makes it optional, undefined asks none */
  reason?: number
  reasonLabel?: string
  day?: { label: string; value: string }
}
export interface Reply {
  reason: string
  day: string
}

export const asked = shallowRef<{ question: Question; answer: (reply: Reply | null) => void } | null>(null)

/** Asks before an act; null means no. */
export function ask(question: Question): Promise<Reply | null> {
  asked.value?.answer(null)
  return new Promise((resolve) => {
    asked.value = {
      question,
      answer: (reply) => {
        asked.value = null
        resolve(reply)
      },
    }
  })
}
