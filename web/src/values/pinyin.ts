/** Sorting and initials by pinyin with what the browser brings; the server knows the readings of names, this serves words and lists that are here already. */
const collator = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true })

export function byPinyin(a: string, b: string): number {
  return collator.compare(a, b)
}

// the first character of each letter in the order of pinyin
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const FIRST = '\u963f\u516b\u5693\u5491\u59b8\u53d1\u65ee\u54c8\u4e0c\u5494\u5783\u5988\u62cf\u5662\u5991\u4e03\u5465\u4ee8\u4ed6\u5c72\u5915\u4e2b\u531d'
const HAN = /[\u3400-\u9fff]/

function initialOf(character: string): string {
  if (!HAN.test(character)) return character.toLowerCase()
  let found = ''
  for (let i = 0; i < LETTERS.length; i++) if (collator.compare(character, FIRST[i]!) >= 0) found = LETTERS[i]!
  return found
}

/** '\u5f85\u529e' \u2192 'db'; of a character with several readings the one the browser sorts by. */
export function initialsOf(text: string): string {
  return [...text].map(initialOf).join('').replace(/[^a-z0-9]/g, '')
}

/** Whether what was typed is part of a text, or of its initials. */
export function soundsLike(text: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return true
  return text.toLowerCase().includes(wanted) || (/^[a-z]+$/.test(wanted) && initialsOf(text).includes(wanted))
}
