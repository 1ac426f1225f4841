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

  await step('easy: one thing at a time, nothing moves, and it is read aloud', async () => {
    const page = await browser.as('township_doctor', { reading: 'easy' })
    await page.addInitScript(() => {
      window.spoken = []
      Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class { constructor(text) { this.text = text } } })
      Object.defineProperty(window, 'speechSynthesis', { value: { speak: (one) => window.spoken.push(`${one.lang} ${one.text}`), cancel: () => undefined } })
    })
    await browser.go(page, '/')
    assert.equal(await page.locator('article.one').count(), 1)
    assert.equal(await page.locator('[data-task]').count(), 0)
    const name = await page.locator('article.one h2').innerText()
    await page.locator('article.one .aloud').click()
    assert.match((await page.evaluate(() => window.spoken))[0], new RegExp(`^zh-CN ${name}`))
    await browser.picture(page, 'to-dos-easy')
    await page.locator('article.one').getByRole('button', { name: '下一步' }).click()
    await page.waitForURL(/at=/)
    await page.locator('article.one').getByRole('link').first().click()
    await page.locator('form').waitFor()
    await page.locator('.step').waitFor()
    assert.equal(await page.locator('form .field:visible').count(), 1, 'more than one question')
    await page.locator('form button[type=submit]').click()
    await page.waitForFunction(() => /2/.test(document.querySelector('.step p')?.textContent ?? ''))
    assert.equal(await page.locator('form .field:visible').count(), 1)
    await browser.assertAccessible(page, 'one question')
    await browser.picture(page, 'question-easy')
    const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration.split(',').some((span) => parseFloat(span) > 0) || getComputedStyle(one).animationName !== 'none').length)
    assert.equal(moving, 0)
    await page.context().close()
  })
}
