export interface DiffLine {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** What stays around a change. */
const AROUND = 2

/** The longest common lines stay; what is between them went or came. */
export function diffOf(before: string | undefined, after: string | undefined): DiffLine[] {
  const a = before === undefined ? [] : before.split('\n')
  const b = after === undefined ? [] : after.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [...a.slice(0, start).map(same), ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...a.slice(a.length - end).map(same)]
}

/** For every pair of ends: how many lines they have in common. */
function longestOf(a: string[], b: string[]): Uint32Array[] {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [longest[i]!, longest[i + 1]!]
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!)
  }
  return longest
}

function between(a: string[], b: string[]): DiffLine[] {
  const longest = longestOf(a, b)
  const out: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const kind = a[i] === b[j] ? 'same' : longest[i + 1]![j]! >= longest[i]![j + 1]! ? 'gone' : 'new'
    out.push({ kind, text: kind === 'new' ? b[j]! : a[i]! })
    if (kind !== 'new') i++
    if (kind !== 'gone') j++
  }
  const rest = (kind: DiffLine['kind'], lines: string[]): DiffLine[] => lines.map((text) => ({ kind, text }))
  return [...out, ...rest('gone', a.slice(i)), ...rest('new', b.slice(j))]
}

/** Only what changed, with a little around it; '…' for what is left out. */
export function shortened(lines: DiffLine[]): DiffLine[] {
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((one) => one.kind !== 'same'))
  return lines.flatMap((line, i) => (near[i] ? [line] : near[i - 1] || (i === 0 && near.includes(true)) ? [{ kind: 'same' as const, text: '…' }] : []))
}
