import type { Batch, Payable, Words } from '@/api/client'

export function toneOf(state: Batch['state']): string {
  const tones: Record<Batch['state'], string> = { made: 'star', exported: 'wait', paid: 'good' }
  return tones[state]
}

export interface Ready {
  benefit: string
  title: Words
  count: number
  sum: number
}

const PAGES = 20

/** What is approved and in no batch yet, by benefit. */
export async function readyOf(page: (after?: string) => Promise<{ items: Payable[]; next?: string }>): Promise<Ready[]> {
  const byBenefit = new Map<string, Ready>()
  let after: string | undefined
  for (let n = 0; n < PAGES; n++) {
    const { items, next } = await page(after)
    for (const one of items) {
      const known = byBenefit.get(one.benefit) ?? { benefit: one.benefit, title: one.title, count: 0, sum: 0 }
      byBenefit.set(one.benefit, { ...known, count: known.count + 1, sum: known.sum + one.net })
    }
    if (!next) break
    after = next
  }
  return [...byBenefit.values()]
}
