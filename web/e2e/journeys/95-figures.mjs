import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const last = true

// a slow phone: processor four times slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms a round trip
const PHONE = { offline: false, latency: 150, downloadThroughput: (1600 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const figures = []

/** First paint, the reaction to a key or tap, and layout shift on a slow phone: told, not judged, since other work on the machine is in them. */
export default async function ({ browser, step }) {
  await step('family, the page one comes to', () => measure(browser, null, '/family.html', async (page) => page.locator('input').first().fill('x')))
  await step('desk, log-in', () => measure(browser, null, '/login', async (page) => page.locator('#name').fill('x')))
  await step('desk, to-dos', () => measure(browser, 'township_doctor', '/', async (page) => page.locator('[data-task]').first().click()))
  const doctor = await browser.as('township_doctor')
  const { items } = await browser.get(doctor, '/api/tasks?limit=1')
  await doctor.context().close()
  await step('desk, a file', () => measure(browser, 'township_doctor', `/people/${items[0].subject}`, async (page) => page.locator('.entry .title').first().click()))
  writeFileSync(join(resolve(import.meta.dirname, '../../../build/screens'), 'figures.json'), JSON.stringify(figures, null, 1))
}

async function measure(browser, role, path, act) {
  const page = role ? await browser.as(role, { width: 390 }) : await browser.visitor({ width: 390 })
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.emulateNetworkConditions', PHONE)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    window.seen = { shift: 0, events: [] }
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => { for (const one of list.getEntries()) window.seen.events.push(one.duration) }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  })
  await page.goto(browser.server.url + path)
  await page.locator('h1').first().waitFor()
  await browser.settled(page)
  await act(page)
  await page.waitForTimeout(600)
  const told = await page.evaluate(() => ({
    firstPaint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1), interaction: Math.max(0, ...window.seen.events), shift: Math.round(window.seen.shift * 1000) / 1000,
    kilobytes: Math.round(performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0) / 1024),
  }))
  assert.ok(told.firstPaint > 0, 'nothing was painted')
  const shown = path.replace(/\/people\/\w{14}/, '/people/…')
  console.log(`     ${shown}: first paint ${told.firstPaint} ms, interaction ${told.interaction} ms, shift ${told.shift}, ${told.kilobytes} kB`)
  figures.push({ page: shown, ...told })
  await page.context().close()
}
