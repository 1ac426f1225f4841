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
/** A table says its clause as one text: the document, a space, the clause. */
export const citationIn = (text: string): Citation => ({ document: text.slice(0, text.lastIndexOf(' ')), clause: text.slice(text.lastIndexOf(' ') + 1) })
