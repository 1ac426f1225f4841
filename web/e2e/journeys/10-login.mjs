import assert from 'node:assert/strict'
import { sideBySide } from '../browser.mjs'

export const beside = true

/** Everybody gets in by one click, sees a page of his own, and gets out again. */
export default async function ({ browser, step }) {
  // a family has an application of its own
  await sideBySide(Object.values(browser.accounts).filter((one) => !one.may.includes('family')), 3, (account) =>
    step(`${account.role} logs in and out`, async () => {
      const page = await browser.visitor()
      await browser.go(page, '/')
      assert.match(page.url(), /\/login/)
      await page.getByRole('button').filter({ hasText: account.name }).first().click()
      await page.getByRole('navigation').waitFor()
      await browser.settled(page)
      assert.equal(new URL(page.url()).pathname, '/')
      assert.equal(await page.locator('h1').count(), 1)
      assert.ok(await page.getByText('演示数据').first().isVisible(), 'demo data is not marked')
      await page.getByRole('button', { name: '退出' }).click()
      await page.waitForURL('**/login')
      await page.context().close()
    }))

  await step('a wrong password is told, in both languages', async () => {
    const page = await browser.visitor()
    await browser.go(page, '/login')
    const enter = async () => {
      await page.locator('#name').fill('nobody')
      await page.locator('#password').fill('wrong-password')
      await page.locator('form button[type=submit]').click()
      await page.getByRole('alert').waitFor()
      return page.getByRole('alert').first().innerText()
    }
    const zh = await enter()
    assert.match(zh, /[\u4e00-\u9fff]/)
    await page.getByRole('button', { name: 'English' }).click()
    const said = page.waitForResponse((one) => one.request().method() === 'POST')
    await page.locator('form button[type=submit]').click()
    await said
    await page.waitForFunction(() => !/[\u4e00-\u9fff]/.test(document.querySelector('[role=alert]')?.textContent ?? '中'))
    await page.context().close()
  })

  await step('the language is remembered', async () => {
    const page = await browser.visitor()
    await browser.go(page, '/login')
    await page.getByRole('button', { name: 'English' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    await page.context().close()
  })

  await step('an ended session leads back to where one was', async () => {
    const page = await browser.as('township_doctor')
    await browser.go(page, '/people')
    await page.context().clearCookies()
    await page.locator('input[type=search]').fill('王')
    await page.locator('form button[type=submit]').click()
    await page.waitForURL('**/login?**')
    await page.getByRole('button').filter({ hasText: browser.accounts.township_doctor.name }).first().click()
    await page.waitForURL('**/people')
    await page.context().close()
  })

  await step('a page that is closed to a post, and one that is not there', async () => {
    const page = await browser.as('village_worker')
    await browser.go(page, '/approve')
    assert.match(page.url(), /forbidden/)
    await browser.go(page, '/no/such/page')
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor()
    await browser.go(page, '/people/ZZZZZZZZZZZZZZ')
    await page.getByRole('alert').waitFor()
    await page.context().close()
  })
}
