import assert from 'node:assert/strict'

export const last = true

/** Pictures for docs/tour: demo people only, each of them marked as demo data. */
export default async function ({ browser, step }) {
  for (const language of ['zh', 'en']) {
    const look = (role, path, name, options = {}) => step(`${language} ${name}`, async () => {
      const page = await browser.as(role, { language, ...options })
      await browser.go(page, path)
      await options.act?.(page)
      await browser.settled(page)
      assert.ok(await page.getByText(language === 'zh' ? '演示数据' : 'Demo data', { exact: true }).filter({ visible: true }).count(), 'demo data is not marked')
      await browser.picture(page, `tour-${name}.${language}`)
      await page.context().close()
    })
    const subject = await someone(browser)
    await look('township_doctor', '/', 'to-dos', { act: async (page) => {
      await page.locator('[data-task]').first().click()
      await page.locator('[data-fill]').click()
      await page.locator('aside form').waitFor()
    } })
    await look('federation_reviewer', `/people/${subject}`, 'file')
    await look('federation_reviewer', `/people/${subject}/print`, 'paper')
    await look('federation_reviewer', '/review', 'review')
    await look('township_doctor', '/', 'easy', { reading: 'easy', width: 390 })
    await look('township_doctor', '/', 'elder', { reading: 'elder', width: 390 })
    await look('township_doctor', '/imports', 'imports')
  }
}

/** Somebody with money in the file: paid already, or still to be reviewed. */
async function someone(browser) {
  const page = await browser.as('finance')
  const { items: batches } = await browser.get(page, '/api/batches')
  const paid = batches.length ? (await browser.get(page, `/api/batches/${batches[0].id}`)).lines[0] : undefined
  await page.context().close()
  if (paid) return paid.subject
  const reviewer = await browser.as('federation_reviewer')
  const { items } = await browser.get(reviewer, '/api/payables?state=open')
  await reviewer.context().close()
  return items[0].subject
}
