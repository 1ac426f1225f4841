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
  const page = await browser.visitor({ width: 390 })
  let child = ''
  await step('a family logs in at its own door', async () => {
    await browser.go(page, '/family.html')
    await page.waitForURL('**/family.html#/login')
    await browser.assertAccessible(page, 'the door of families')
    await page.getByRole('button').filter({ hasText: family.name }).first().click()
    await page.locator('.child').first().waitFor()
    assert.equal(new URL(page.url()).pathname, '/family.html')
  })
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
    const { file } = await browser.get(page, `/api/family/${child}`)
    assert.equal(await page.locator('[aria-labelledby=todo] li').count(), file.tasks.filter((one) => one.state === 'open').length)
  })
  await step('an amount says why, a refused one too, and leads to a person who looks again', async () => {
    const why = page.locator('[aria-labelledby=money] .link[aria-expanded]:not([data-refused])')
    await why.first().click()
    await page.locator('.why').waitFor()
    await browser.assertAccessible(page, 'why an amount')
    await browser.picture(page, 'family-why')
    assert.ok(await page.getByRole('link', { name: '请人工复核' }).isVisible())
    await why.first().click()
    await page.locator('[data-refused]').click()
    await page.locator('[aria-labelledby=money] .tag.plain').first().waitFor()
  })
  await step('a referral is followed like a parcel', async () => {
    const mch = await browser.as('county_mch')
    const { csrf, today } = await browser.get(mch, '/api/session')
    const centre = await browser.as('institution')
    const { account } = await browser.get(centre, '/api/session')
    await centre.context().close()
    const sent = await mch.request.post(`${browser.server.url}/api/people/${child}/records`, { headers: { 'X-CSRF-Token': csrf }, data: { form: 'child_rehabilitation.institution_referral', day: today, write_id: crypto.randomUUID(), content: { institution: account.organisation.id, needs: '语言训练' } } })
    assert.ok(sent.ok(), await sent.text())
    await mch.context().close()
    await page.reload()
    await page.locator('[aria-labelledby=referrals] .way').first().waitFor()
    assert.equal(await page.locator('[aria-labelledby=referrals] [aria-current=step]').first().innerText(), '已发出')
    await browser.assertAccessible(page, 'a referral of a family')
    await page.locator('[aria-labelledby=referrals]').scrollIntoViewIfNeeded()
    await browser.picture(page, 'family-referral')
  })
  await step('one tap agrees, one tap takes it back, and what changes is said', async () => {
    const choices = async () => (await browser.get(page, `/api/family/${child}/consents`)).items.map((one) => one.choice)
    assert.equal((await choices())[0], 'unasked')
    const first = page.locator('[aria-labelledby=consents] li').first()
    await first.getByRole('button', { name: /^同意/ }).click()
    await first.getByText('已同意').waitFor()
    assert.equal((await choices())[0], 'given')
    await first.getByRole('button', { name: /^不同意/ }).click()
    await first.locator('.tag').getByText('不同意').waitFor()
    assert.equal((await choices())[0], 'withdrawn')
  })
  await step('who read the file', async () => {
    await browser.go(page, `/family.html#/child/${child}/readings`)
    await page.locator('h1').waitFor()
    await browser.settled(page)
    const { items } = await browser.get(page, `/api/family/${child}/readings?limit=50`)
    assert.equal(await page.locator('main ol li').count(), items.filter((one) => !one.own).length)
    assert.match(await page.locator('main ol').innerText(), /妇幼/, 'who wrote the referral is not among them')
    await page.getByLabel('也显示我们自己看过的').check()
    assert.ok((await page.locator('main ol li').count()) > items.filter((one) => !one.own).length, 'our own readings')
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
    await page.locator('.tag').getByText('有网络时发出').waitFor()
    await browser.assertAccessible(page, 'a request that waits')
    await page.context().setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.locator('.tag').getByText('有网络时发出').waitFor({ state: 'detached' })
    assert.equal((await browser.get(page, `/api/family/${child}/requests`)).items.length, before + 1)
    assert.equal(await page.evaluate(() => localStorage.getItem('banxing.family.waiting')), null)
  })
  await step('a desk answers, and the family reads it', async () => {
    // the newest record, which the family finds wrong, is the referral of this desk
    const desk = await browser.as('county_mch')
    await browser.go(desk, '/requests')
    const asked = desk.locator('[data-request]').filter({ hasText: '应是前一天' }).first()
    await asked.getByRole('button', { name: '采纳', exact: true }).click()
    await desk.locator('#ask-reason').fill('已按您说的更正。')
    await desk.locator('.el-dialog button[type=submit]').click()
    await asked.waitFor({ state: 'detached' })
    await desk.context().close()
    await browser.go(page, `/family.html#/child/${child}/requests`)
    await page.reload()
    await page.getByText('已按您说的更正。').waitFor()
    await page.getByText('已采纳').first().waitFor()
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
