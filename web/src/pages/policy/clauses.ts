import { shallowRef } from 'vue'
import { api, told, type Citation } from '@/api/client'

/** What clauses say that the server holds the text of; asked once a visit. */
const texts = shallowRef(new Map<string, string>())
let asked = false
const keyOf = (one: { document: string; clause: string }): string => `${one.document} ${one.clause}`

export function rememberClauses(): void {
  if (asked) return
  asked = true
  void told(api.GET('/api/policy')).then(
    ({ clauses }) => { texts.value = new Map(clauses.map((one) => [keyOf(one), one.text])) },
    () => { asked = false },
  )
}

export const textOf = (citation: Citation): string => texts.value.get(keyOf(citation)) ?? ''
/** A table says its clauses as one text: document, space, clause; several with a semicolon between. */
export const citationsIn = (text: string): Citation[] => text.split(/[;\uff1b]/).map((one) => ({ document: one.slice(0, one.lastIndexOf(' ')).trim(), clause: one.slice(one.lastIndexOf(' ') + 1) }))
