import { shallowRef } from 'vue'

export interface Saved {
  subject: string
  lineage: number
  version: number
  title: string
  unchanged: boolean
  corrected: boolean
  undoId: string
}

/** The last record written in this tab, for the note on the file. */
export const saved = shallowRef<Saved | null>(null)
export function forget(): void {
  saved.value = null
}
