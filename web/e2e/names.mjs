import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

// what a screen reader says by role and name; a name that is missing leaves a person with "button"
const NAMED = new Set(['button', 'link', 'textbox', 'searchbox', 'combobox', 'listbox', 'option', 'checkbox', 'radio', 'spinbutton', 'switch', 'slider', 'tab', 'menuitem', 'Date', 'dialog', 'alertdialog', 'heading', 'image', 'navigation', 'table', 'group', 'region'])
// these may stand without a name of their own
const FREE = new Set(['group', 'table', 'option', 'region'])
const heads = Object.keys(JSON.parse(readFileSync(resolve(import.meta.dirname, '../src/words/zh.json'), 'utf8')))
// the key of words that are missing, and what a program says when it has nothing to say
const KEY = new RegExp(`^(${heads.join('|')})(\\.[A-Za-z0-9_]+)+$`)
const EMPTY = /\b(undefined|NaN|\[object Object\])\b/

/** The accessibility tree as the browser gives it to a screen reader: every control has a name, and none of them is a key or nothing. */
export async function assertNamed(page, where) {
  const tools = await page.context().newCDPSession(page)
  const { nodes } = await tools.send('Accessibility.getFullAXTree')
  await tools.detach()
  const faults = nodes.filter((node) => !node.ignored).flatMap((node) => {
    const role = node.role?.value ?? ''
    const name = String(node.name?.value ?? '').trim()
    if (NAMED.has(role) && !FREE.has(role) && name === '') return [`${role} without a name (${node.backendDOMNodeId})`]
    return KEY.test(name) || EMPTY.test(name) ? [`${role} is called "${name}"`] : []
  })
  assert.deepEqual(faults, [], where)
  assert.ok(nodes.filter((node) => node.role?.value === 'main').length === 1, `${where}: not one main`)
  assert.ok(nodes.some((node) => node.role?.value === 'heading' && node.properties?.some((one) => one.name === 'level' && one.value.value === 1)), `${where}: no heading of the page`)
}
