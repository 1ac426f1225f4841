import { createI18n } from 'vue-i18n'
import { computed } from 'vue'
import en from '@/words/en.json'
import zh from '@/words/zh.json'
import { carried, type Words } from '@/api/client'
import { moneyOf } from '@/values/money'
import { showDay, showInstant, showMonth, showMonths } from '@/values/dates'

export type Language = 'zh' | 'en'
const KEPT = 'banxing.language'

function remembered(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

export const i18n = createI18n({ legacy: false, locale: remembered(), fallbackLocale: 'zh', messages: { zh, en } })
export const language = computed<Language>(() => i18n.global.locale.value as Language)

function apply(next: Language): void {
  carried.language = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}
apply(language.value)

export function choose(next: Language): void {
  i18n.global.locale.value = next
  apply(next)
  try {
    localStorage.setItem(KEPT, next)
  } catch {
    // a private window keeps nothing: the choice then lasts as long as the page
  }
}

export const t = i18n.global.t

/** The reader's side of a pair of words that the server sent. */
export function w(words: Words | undefined | null): string {
  return words ? words[language.value] || words.zh || words.en : ''
}
/** A word of our own in both languages, where the server's words stand beside it. */
export const both = (key: string): Words => ({ zh: t(key, {}, { locale: 'zh' }), en: t(key, {}, { locale: 'en' }) })
export const day = (value: string | undefined): string => (value ? showDay(value, language.value) : '')
export const month = (value: string): string => (/^\d{4}-\d{2}$/.test(value) ? showMonth(value, language.value) : value)
export const months = (values: string[]): string => (values.every((value) => /^\d{4}-\d{2}$/.test(value)) ? showMonths(values, language.value) : values.join(', '))
export const instant = (value: string | undefined): string => (value ? showInstant(value, language.value) : '')
export const money = (fen: number): string => `¥${moneyOf(fen)}`
export const number = (value: number): string => value.toLocaleString('en-US')
