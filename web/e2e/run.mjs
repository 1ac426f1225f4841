// Journeys through the screens in a real browser, against a real server with a small demo county.
// BANXING_URL: a server that runs already (then BANXING_LISTS: folder of the three lists). Else BANXING, BANXING_WEB: what to start.
// E2E_ONLY=name runs one journey. The last line is `N passed, N failed`.
// A journey with `export const beside = true` only reads: it runs beside those that write, which take turns. `first`, `last`: before or after all others, alone.
import { readdirSync } from 'node:fs'
import { Browser } from './browser.mjs'
import { startServer } from './server.mjs'

const here = new URL('./journeys/', import.meta.url)
const only = process.env.E2E_ONLY
const outcome = { passed: 0, failed: 0 }

async function step(name, act) {
  const began = Date.now()
  try {
    await act()
    outcome.passed++
    console.log(`ok   ${name} (${Date.now() - began} ms)`)
  } catch (fault) {
    outcome.failed++
    console.log(`FAIL ${name}\n     ${String(fault?.stack ?? fault).split('\n').slice(0, 8).join('\n     ')}`)
  }
}

async function journeys() {
  const names = readdirSync(here).filter((name) => name.endsWith('.mjs') && (!only || name.includes(only))).sort()
  return Promise.all(names.map(async (file) => ({ name: file.replace('.mjs', ''), ...(await import(new URL(file, here))) })))
}

const server = await startServer()
const browser = await Browser.start(server)
const began = Date.now()
async function inTurn(some) {
  for (const one of some) {
    const started = Date.now()
    await one.default({ browser, server, step: (name, act) => step(`${one.name}: ${name}`, act) }).catch((fault) => step(`${one.name} went on to its end`, () => Promise.reject(fault)))
    console.log(`     ${one.name}: ${Math.round((Date.now() - started) / 1000)} s`)
  }
}
try {
  await browser.meetAccounts()
  const all = await journeys()
  await inTurn(all.filter((one) => one.first))
  await Promise.all([inTurn(all.filter((one) => !one.beside && !one.first && !one.last)), inTurn(all.filter((one) => one.beside))])
  await inTurn(all.filter((one) => one.last))
  await step('no request to another host', () => browser.assertHome())
  await step('no fault in the console', () => browser.assertQuiet())
} catch (fault) {
  outcome.failed++
  console.log(fault)
} finally {
  await browser.stop()
  await server.stop()
}
console.log(`${Math.round((Date.now() - began) / 1000)} s of journeys`)
console.log(`${outcome.passed} passed, ${outcome.failed} failed`)
process.exit(outcome.failed ? 1 : 0)
