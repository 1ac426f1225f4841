// Journeys through the screens in a real browser, against a real server with a small demo county.
// BANXING_URL: a server that runs already (then BANXING_LISTS: folder of the three lists). Else BANXING, BANXING_WEB: what to start.
// E2E_ONLY=name runs one journey. The last line is `N passed, N failed`.
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

const server = await startServer()
const browser = await Browser.start(server)
try {
  await browser.meetAccounts()
  for (const file of readdirSync(here).filter((name) => name.endsWith('.mjs')).sort()) {
    if (only && !file.includes(only)) continue
    const { default: journey } = await import(new URL(file, here))
    await journey({ browser, server, step: (name, act) => step(`${file.replace('.mjs', '')}: ${name}`, act) })
  }
  await step('no request to another host', () => browser.assertHome())
  await step('no fault in the console', () => browser.assertQuiet())
} catch (fault) {
  outcome.failed++
  console.log(fault)
} finally {
  await browser.stop()
  await server.stop()
}
console.log(`${outcome.passed} passed, ${outcome.failed} failed`)
process.exit(outcome.failed ? 1 : 0)
