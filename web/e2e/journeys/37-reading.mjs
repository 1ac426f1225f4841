import assert from 'node:assert/strict'

export const beside = true

/** The three ways of reading: chosen once, kept for the person, the same acts in each. */
export default async function ({ browser, step }) {
  await step('what one person chose is not what the next one sees', async () => {
    const page = await browser.as('township_doctor', { own: true })
    await browser.go(page, '/')
    await page.getByRole('button', { name: '显示' }).click()
    await page.getByRole('button', { name: '长辈版' }).click()
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
    assert.ok(size >= 19, `${size} px`)
    await page.reload()
    await page.locator('h1').waitFor()
    assert.equal(await page.locator('html').getAttribute('data-reading'), 'elder')
    await page.getByRole('button', { name: '退出' }).click()
    await page.waitForURL('**/login')
    await page.getByRole('button').filter({ hasText: browser.accounts.finance.name }).first().click()
    await page.getByRole('navigation').waitFor()
    await page.getByRole('button', { name: '显示' }).click()
    await page.getByRole('button', { name: '常规' }).click()
    await page.getByRole('button', { name: '退出' }).click()
    await page.waitForURL('**/login')
    await page.getByRole('button').filter({ hasText: browser.accounts.township_doctor.name }).first().click()
    await page.getByRole('navigation').waitFor()
    assert.equal(await page.locator('html').getAttribute('data-reading'), 'elder')
    const names = await page.evaluate(() => Object.keys(localStorage).concat(Object.values(localStorage)).join())
    assert.ok(!names.includes(browser.accounts.township_doctor.name), 'an account name outlives the tab')
    await page.context().close()
  })

  await step('larger: what is pressed is at least 48 px high', async () => {
    const page = await browser.as('township_doctor', { reading: 'elder', width: 390 })
    await browser.go(page, '/')
    const low = await page.evaluate(() => [...document.querySelectorAll('main .btn, main .control, main .segments button')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5).map((one) => one.outerHTML.slice(0, 80)))
    assert.deepEqual(low, [])
    await browser.picture(page, 'to-dos-elder')
    await page.context().close()
  })
}
