import type { Import } from '@/api/client'

export function toneOf(state: Import['state']): string {
  const tones: Record<Import['state'], string> = { mapping: 'star', running: '', done: 'good', failed: 'late', undoing: '', undone: 'plain' }
  return tones[state]
}

export const isMoving = (state: Import['state']): boolean => state === 'running' || state === 'undoing'
