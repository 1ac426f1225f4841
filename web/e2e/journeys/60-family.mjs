import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const MOST_SCRIPT = 150 * 1024
const built = process.env.BANXING_WEB ?? resolve(import.meta.dirname, '../../../build/web')

/** A family at its phone: what is next, why an amount, who read the file, asking for a correction with and without a network. */
export default async function ({ browser, step }) {
  await step('the first load needs at most 150 kB of script, and paints from the first 14 kB', () => {
    const html = readFileSync(join(built, 'family.html'), 'utf8')
    const scripts = [...new Set(html.match(/\/assets\/[\w.-]+\.js/g))]
    const size = scripts.reduce((sum, name) => sum + statSync(join(built, `${name}.gz`)).size, 0)
    console.log(`     ${size} bytes of packed script in ${scripts.length} files`)
    assert.ok(size <= MOST_SCRIPT, `${size} bytes`)
    assert.ok(Buffer.byteLength(html) <= 14 * 1024)
    assert.ok(readdirSync(built).includes('sw.js'))
    assert.ok(html.indexOf('stylesheet') > html.indexOf('id="app"'), 'a style keeps the shell from painting')
  })
  const family = Object.values(browser.accounts).find((one) => one.may.includes('family'))
  if (!family) return
  const page = await browser.as(family.role, { width: 390 })
  let child = ''
  await step('home says what is next in its first line', async () => {
    await browser.go(page, '/family.html')
    await page.locator('.child').first().waitFor()
    const { children } = await browser.get(page, '/api/family')
    assert.equal(await page.locator('.child').count(), children.length)
    child = children[0].subject
    assert.ok((await page.locator('h1').innerText()).length > 4)
    await browser.assertAccessible(page, 'home of a family')
    await browser.picture(page, 'family')
  })
  await step('whoever enters by the door of the desks is led to it', async () => {
    await page.goto(browser.server.url)
    await page.waitForURL('**/family.html**')
    await page.locator('.child').first().waitFor()
  })
  await step('a child opens: to do, what we may get, who may use the file', async () => {
    await page.locator('.child a').first().click()
    await page.locator('#todo').waitFor()
    await browser.settled(page)
    await browser.assertAccessible(page, 'a child')
    await browser.picture(page, 'family-child')
    const why = page.locator('[aria-labelledby=money] .link[aria-expanded]')
    if (!(await why.count())) return
    await why.first().click()
    await page.locator('.why').waitFor()
    await browser.assertAccessible(page, 'why an amount')
  })
  await step('who read the file', async () => {
    await browser.go(page, `/family.html#/child/${child}/readings`)
    await page.locator('h1').waitFor()
    await browser.settled(page)
    await browser.assertAccessible(page, 'who read it')
    await browser.picture(page, 'family-readings')
  })
  await step('what is written without a network waits, is said to wait, and is sent once', async () => {
    const { file } = await browser.get(page, `/api/family/${child}`)
    const before = (await browser.get(page, `/api/family/${child}/requests`)).items.length
    await browser.go(page, `/family.html#/child/${child}/requests?kind=correction&about=${file.timeline[0].lineage}`)
    await page.locator('#request-words').waitFor()
    await browser.settled(page)
    await page.context().setOffline(true)
    await page.locator('#request-words').fill('日期写错了，应是前一天。')
    await page.locator('form button[type=submit]').click()
    await page.getByText('有网络时发出').waitFor()
    await browser.assertAccessible(page, 'a request that waits')
    await page.context().setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText('有网络时发出').waitFor({ state: 'detached' })
    assert.equal((await browser.get(page, `/api/family/${child}/requests`)).items.length, before + 1)
    assert.equal(await page.evaluate(() => localStorage.getItem('banxing.family.waiting')), null)
  })
  await step('the page opens without a network once it has been here', async () => {
    await page.goto(`${browser.server.url}/family.html`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.reload()
    await page.locator('.child').first().waitFor()
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('h1').waitFor()
    await page.context().setOffline(false)
  })
  await page.context().close()
  for (const visit of [{ language: 'en', width: 390, reading: 'elder' }, { language: 'zh', width: 390, reading: 'easy' }, { language: 'zh', width: 1280 }, { language: 'en', width: 1920 }]) {
    await step(`axe: ${Object.values(visit).join(' ')}`, async () => {
      const other = await browser.as(family.role, visit)
      for (const path of ['/family.html', `/family.html#/child/${child}`, `/family.html#/child/${child}/requests`]) {
        await browser.go(other, path)
        await browser.assertAccessible(other, path)
        assert.ok((await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 1, 'wider than the window')
      }
      await browser.go(other, `/family.html#/child/${child}`)
      await browser.picture(other, `family-${visit.reading ?? visit.width}`)
      await other.context().close()
    })
  }
}
