import assert from 'node:assert/strict'

const MANY = 5

/** Review, approval by another person, a batch, its export, the payment. */
export default async function ({ browser, step }) {
  const reviewer = await browser.as('federation_reviewer')
  let first
  await step('the reviewer sees why an amount is what it is', async () => {
    await browser.go(reviewer, '/review')
    const { items } = await browser.get(reviewer, '/api/payables?state=open')
    assert.ok(items.length, 'nothing to review')
    first = items[0]
    await reviewer.locator('.months summary').first().click()
    await reviewer.locator('.months .link').first().click()
    await reviewer.locator('.why .sentence').waitFor()
    await browser.assertAccessible(reviewer, 'the reasons beside the list')
    await reviewer.keyboard.press('Escape')
  })

  await step('the file shows the decision and its reasons', async () => {
    await browser.go(reviewer, `/people/${first.subject}`)
    await browser.picture(reviewer, 'file')
    await reviewer.locator('#entitled').waitFor()
    const why = first.months.at(-1).period
    await browser.go(reviewer, `/people/${first.subject}?why=${first.benefit}~${why}`)
    await reviewer.locator('.why .sentence').waitFor()
    assert.ok((await reviewer.locator('.why tbody tr').count()) > 0, 'no facts')
    await reviewer.waitForTimeout(300)
    await browser.picture(reviewer, 'decision')
    const record = reviewer.locator('.why tbody .link').first()
    if (await record.count()) {
      await record.click()
      await reviewer.locator('.entry.open').first().waitFor()
    }
  })

  await step('the reviewer proposes', async () => {
    await browser.go(reviewer, '/review')
    const boxes = reviewer.locator('tbody input[type=checkbox]:enabled')
    for (let i = 0; i < Math.min(MANY, await boxes.count()); i++) await boxes.nth(i).check()
    await reviewer.getByRole('button', { name: /提出审批/ }).click()
    await reviewer.locator('.el-dialog button[type=submit]').click()
    await reviewer.locator('.outcome').waitFor()
    assert.equal(await reviewer.locator('.outcome .failed').count(), 0, await reviewer.locator('.outcome').innerText())
  })
  await reviewer.context().close()

  const approver = await browser.as('federation_approver')
  await step('another person approves', async () => {
    await browser.go(approver, '/approve')
    const boxes = approver.locator('tbody input[type=checkbox]:enabled')
    assert.ok((await boxes.count()) > 0, 'nothing to approve')
    for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check()
    await approver.getByRole('button', { name: /^批准/ }).click()
    await approver.locator('.el-dialog button[type=submit]').click()
    await approver.locator('.outcome').waitFor()
    // the list that came in meanwhile may have changed what was proposed before it; a line that is short says how much
    const refused = await approver.locator('.outcome .failed li').allInnerTexts()
    assert.deepEqual(refused.filter((text) => !/应发金额已变化|预算余额不足，还差[\d,.]+元/.test(text)), [])
    assert.ok((await approver.locator('.outcome .done').count()) > 0, 'nothing was approved')
  })
  await approver.context().close()

  const maker = await browser.as(['federation_reviewer', 'federation_approver', 'finance'].find((role) => browser.accounts[role]?.may.includes('batch')))
  let batch = ''
  await step('what is approved becomes a batch with its total in words', async () => {
    await browser.go(maker, '/batches')
    await maker.getByRole('button', { name: '做成一批' }).first().click()
    await maker.locator('.el-dialog button[type=submit]').click()
    await maker.waitForURL(/\/batches\/\d+/)
    await browser.settled(maker)
    batch = new URL(maker.url()).pathname
    assert.match(await maker.locator('dd.words').innerText(), /元|圆/)
    assert.ok((await maker.locator('tbody tr').count()) > 0, 'no lines')
    await browser.picture(maker, 'batch')
  })

  await step('the list is exported', async () => {
    const [download] = await Promise.all([maker.waitForEvent('download'), maker.getByRole('link', { name: '导出 .xlsx' }).click()])
    assert.match(download.suggestedFilename(), /\.xlsx$/)
    await maker.getByText('已导出').waitFor()
  })
  await maker.context().close()

  await step('finance marks it as paid', async () => {
    const finance = await browser.as('finance')
    await browser.go(finance, batch)
    await finance.getByRole('button', { name: '标记为已发放' }).click()
    await browser.assertAccessible(finance, 'the dialog')
    await finance.locator('.el-dialog button[type=submit]').click()
    await finance.locator('[data-state=paid]').waitFor()
    await finance.context().close()
  })

  await step('the bank sends one back, and finance notes it', async () => {
    const finance = await browser.as('finance')
    await browser.go(finance, batch)
    await finance.getByRole('button', { name: /被银行退回/ }).first().click()
    await finance.locator('#ask-reason').fill('账号已注销')
    await finance.locator('.el-dialog button[type=submit]').click()
    await finance.locator('tbody .tag.late').first().waitFor()
    await browser.picture(finance, 'returned')
    await finance.context().close()
  })

  await step('it goes into the next batch', async () => {
    const again = await browser.as('federation_reviewer')
    await browser.go(again, '/batches')
    const before = await again.locator('[aria-labelledby=returned] tbody tr').count()
    assert.ok(before > 0, 'nothing was sent back')
    await browser.assertAccessible(again, 'what was sent back')
    await again.getByRole('button', { name: '重新发放' }).first().click()
    await again.locator('.el-dialog button[type=submit]').click()
    await again.waitForFunction((rows) => document.querySelectorAll('[aria-labelledby=returned] tbody tr').length < rows, before)
    await again.getByRole('button', { name: '做成一批' }).first().waitFor()
    await again.context().close()
  })

  await step('the file says what became of each month', async () => {
    const seer = await browser.as('federation_reviewer')
    await browser.go(seer, `/people/${first.subject}`)
    await seer.locator('#entitled').waitFor()
    const { entitled } = await browser.get(seer, `/api/people/${first.subject}`)
    assert.ok(entitled.filter((one) => one.outcome === 'granted' && one.amount > 0).every((one) => one.state), 'a granted month without a state')
    await browser.picture(seer, 'file-paid')
    await seer.context().close()
  })
}
