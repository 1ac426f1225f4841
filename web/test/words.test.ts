import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: string | Tree }
const root = join(__dirname, '../src')
const load = (name: string): Tree => JSON.parse(readFileSync(join(root, 'words', `${name}.json`), 'utf8')) as Tree

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(prefix + key, value)
    else for (const [inner, words] of flat(value, `${prefix}${key}.`)) all.set(inner, words)
  }
  return all
}
// the text of a change of policy, not words of the screen
const example = join(root, 'pages/simulation/example.ts')
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'words' ? [] : sources(path)
    return /\.(ts|vue)$/.test(entry.name) && entry.name !== 'schema.ts' && path !== example ? [path] : []
  })
}
const zh = flat(load('zh'))
const en = flat(load('en'))
const files = sources(root).map((path) => ({ path: path.slice(root.length + 1), text: readFileSync(path, 'utf8') }))
const code = files.map((file) => file.text).join('\n')

// t('a.b'), t(c ? 'a.b' : 'a.c'), t(`a.${x}`), and keys kept in values: key: 'field.required'
const heads = new Set([...zh.keys()].map((key) => key.split('.')[0]))
const fixed = new Set([...code.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z0-9_]+)+)'/g)].map((match) => match[1]!).filter((key) => heads.has(key.split('.')[0]!)))
const open = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*)\.?\$\{[^}]*\}([a-zA-Z.]*)`/g)].map((match) => ({ before: match[1]!, after: match[2]! })).filter(({ before }) => heads.has(before.split('.')[0]!))

describe('words', () => {
  it('say the same things in both languages', () => expect([...en.keys()].sort()).toEqual([...zh.keys()].sort()))
  it('fill in the same places in both languages', () => {
    const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
    for (const [key, text] of zh) expect([key, ...places(en.get(key) ?? '')]).toEqual([key, ...places(text)])
  })
  it('exist for every key that is used', () => expect([...fixed].filter((key) => !zh.has(key))).toEqual([]))
  it('exist for every key that is put together', () => {
    for (const { before, after } of open) expect([...zh.keys()].filter((key) => key.startsWith(before) && key.endsWith(after)), `${before}…${after}`).not.toEqual([])
  })
  it('are all used', () => {
    const used = (key: string): boolean => fixed.has(key) || open.some(({ before, after }) => key.startsWith(before) && key.endsWith(after))
    expect([...zh.keys()].filter((key) => !used(key))).toEqual([])
  })
  it.each(files.map((file) => [file.path, file.text] as const))('stand nowhere else: %s', (_path, text) => expect(text.match(/[\u3400-\u9fff]+/g)).toBeNull())
  it('are never written into a template', () => {
    for (const { path, text } of files.filter((file) => file.path.endsWith('.vue'))) {
      const template = text.slice(text.indexOf('<template>'), text.lastIndexOf('</template>')).replace(/<!--[\s\S]*?-->/g, '').replace(/\{\{[\s\S]*?\}\}/g, '').replace(/<[a-zA-Z/](?:"[^"]*"|'[^']*'|[^>"'])*>/g, '\n')
      expect([path, ...(template.match(/[A-Za-z]{3,}/g) ?? []).filter((word) => word !== 'Ctrl')]).toEqual([path])
    }
  })
})
