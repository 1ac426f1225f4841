import assert from 'node:assert/strict'

/** From the first line of the day to a person's file, by keyboard. */
export default async function ({ browser, step }) {
  const page = await browser.as('township_doctor')
  await step('the to-dos open with what is next', async () => {
    await browser.go(page, '/')
    await page.locator('[data-task]').first().waitFor()
    assert.ok((await page.locator('h1').innerText()).length > 4)
    await page.locator('h1').focus()
    await page.keyboard.press('j')
    await page.locator('aside h2').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await browser.settled(page)
    assert.equal(await page.locator('[data-task][aria-current]').count(), 1)
    await browser.picture(page, 'to-dos')
  })

  await step('a filter keeps the list and its place', async () => {
    await page.locator('button.count').first().click()
    await browser.settled(page)
    assert.match(page.url(), /state=overdue/)
    await page.locator('button.count').first().click()
    await browser.settled(page)
    const more = page.getByRole('button', { name: /再显示一些/ })
    if (await more.count()) {
      const before = await page.locator('[data-task]').count()
      await more.click()
      await page.waitForFunction((count) => document.querySelectorAll('[data-task]').length > count, before)
    }
  })

  let name = ''
  await step('a file opens: person, life line, to-dos, timeline', async () => {
    await page.locator('[data-task]').first().click()
    await page.locator('aside').getByRole('link', { name: '打开档案' }).click()
    await page.locator('.life svg').waitFor()
    await browser.settled(page)
    name = (await page.locator('h1').evaluate((heading) => heading.firstChild.textContent)).trim()
    assert.ok(name.length >= 2)
    assert.ok(await page.evaluate(() => document.activeElement?.tagName === 'H1'), 'the focus is not on the h1')
    assert.ok((await page.locator('.entry').count()) > 0, 'no records')
  })

  await step('a mark of the life line opens its record', async () => {
    const view = await page.locator('.life svg').innerHTML()
    await page.getByRole('button', { name: '放大' }).click()
    assert.notEqual(await page.locator('.life svg').innerHTML(), view)
    await page.getByRole('button', { name: '全部', exact: true }).first().click()
    await page.getByRole('button', { name: '列表' }).click()
    const link = page.locator('.life-list li').filter({ hasText: '已做' }).locator('.link').last()
    await link.click()
    await page.locator('.entry.open').first().waitFor()
    await page.getByRole('button', { name: '列表' }).click()
  })

  await step('the one search finds the person, the page and the form', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await page.getByRole('option').filter({ hasText: name }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.life svg').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('导入')
    await page.getByRole('option').filter({ hasText: '导入' }).first().waitFor()
    await page.keyboard.press('Escape')
    assert.ok(!page.url().includes(encodeURIComponent(name)), 'a name stands in the address')
  })
  await page.context().close()

  await step('a village worker prints the call list', async () => {
    const worker = await browser.as('village_worker')
    await browser.go(worker, '/calls')
    await worker.emulateMedia({ media: 'print' })
    assert.equal(await worker.locator('.rail').isVisible(), false)
    assert.equal(await worker.getByRole('button', { name: '打印' }).isVisible(), false)
    await worker.context().close()
  })
}
