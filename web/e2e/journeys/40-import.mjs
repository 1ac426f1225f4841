import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const CLUES = [/check|health|体检|检查/i, /diagnos|诊断/i, /month|institution|机构|月/i, /paid|已发/i]

/** The dirty lists and the opening balances go in; the bad rows come back; one list is undone and handed in again. */
export default async function ({ browser, server, step }) {
  const files = server.lists ? readdirSync(server.lists).filter((name) => name.endsWith('.xlsx')).sort() : []
  let undone = false
  for (const role of ['township_doctor', 'county_mch', 'hospital', 'institution', 'federation_reviewer']) {
    if (!browser.accounts[role]?.may.includes('import')) continue
    const page = await browser.as(role)
    const { kinds } = await browser.get(page, '/api/import-kinds')
    for (const kind of kinds) {
      const clue = CLUES.find((one) => one.test(kind.id) || one.test(kind.label.zh))
      const file = files.find((name) => name.includes(kind.id)) ?? files.find((name) => clue?.test(name))
      if (!file) continue
      files.splice(files.indexOf(file), 1)
      await step(`${role} hands in ${file}`, () => handIn(browser, page, kind, join(server.lists, file)))
      if (undone) continue
      undone = true
      await step('the whole list is undone', () => undo(page))
      await step('and handed in again, the columns remembered', () => handIn(browser, page, kind, join(server.lists, file)))
    }
    await page.context().close()
  }
  await step('every list found its desk', () => assert.deepEqual(files, []))
}

async function handIn(browser, page, kind, path) {
  await browser.go(page, '/imports')
  await page.locator(`input[name=kind][value="${kind.id}"]`).check()
  await page.locator('input[type=file]').setInputFiles(path)
  await page.waitForURL(/\/imports\/\d+/)
  await page.locator('#mapping, #result').first().waitFor()
  if (await page.locator('#mapping').count()) await confirm(browser, page, kind)
  await page.locator('.page-head .tag').getByText('完成').waitFor({ timeout: 120_000 })
  await browser.settled(page)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const result = await browser.get(page, `/api/imports/${id}`)
  assert.ok(result.rows > 0, 'no rows were read')
  assert.equal(result.good + result.unchanged + result.corrected + result.doubtful + result.bad, result.rows)
  assert.ok(result.good + result.unchanged + result.corrected > 0, 'no row went in')
  await browser.picture(page, 'import')
  if (result.bad === 0) return
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载退回的行' }).click()])
  assert.match(download.suggestedFilename(), /\.xlsx$/)
  assert.equal(await download.failure(), null)
}

async function confirm(browser, page, kind) {
  await browser.settled(page)
  const start = page.getByRole('button', { name: '确认并开始' })
  if (await start.isDisabled()) {
    const taken = await page.locator('tbody select').evaluateAll((all) => all.map((one) => one.value))
    const missing = kind.fields.filter((field) => field.required && !taken.includes(field.id)).map((field) => field.label.zh)
    assert.fail(`not recognised: ${missing.join(', ')}`)
  }
  await browser.assertAccessible(page, 'the mapping')
  await start.click()
}

async function undo(page) {
  await page.getByRole('button', { name: '整份撤销' }).click()
  await page.locator('#ask-reason').fill('交错了名单')
  await page.locator('.el-dialog button[type=submit]').click()
  await page.locator('.page-head .tag').getByText('已撤销').waitFor({ timeout: 120_000 })
}
