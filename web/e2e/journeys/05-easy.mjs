import assert from 'node:assert/strict'

/** The county is still as it was made: the lists that others hand in would leave this desk with hardly anything to do. */
export const first = true

export default async function ({ browser, step }) {
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
