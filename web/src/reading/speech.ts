import { ref } from 'vue'
import { language } from '@/session/language'

/** Reads text aloud with the voice that the browser brings; nothing leaves the machine for it. */
const synthesis = typeof speechSynthesis === 'undefined' ? null : speechSynthesis
export const canSpeak = synthesis !== null
/** The text that is being read, as it was given. */
export const spoken = ref('')

export function hush(): void {
  spoken.value = ''
  synthesis?.cancel()
}
export function say(text: string): void {
  const plain = text.replace(/\s+/g, ' ').trim()
  hush()
  if (!synthesis || !plain) return
  const utterance = new SpeechSynthesisUtterance(plain)
  utterance.lang = language.value === 'zh' ? 'zh-CN' : 'en-GB'
  // slower than a newsreader: it is for whoever finds reading hard
  utterance.rate = 0.9
  utterance.onend = utterance.onerror = () => { if (spoken.value === text) spoken.value = '' }
  spoken.value = text
  synthesis.speak(utterance)
}
