import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FIELDS = {
  孩子: 'base.registration/name', 男女: 'base.registration/sex', 生于: 'base.registration/birth_date', 找谁: 'base.registration/guardian_phone',
  哪天: 'autism_screening.child_health_check/$day', 多大: 'autism_screening.child_health_check/visit_age',
  发现: 'autism_screening.child_health_check/signs', 退步: 'autism_screening.child_health_check/regression',
}
const HEADINGS = Object.keys(FIELDS).join(',')
const GOOD = '欧阳𠮷,男,2024年3月5日,１３８００００００７１,2026/9/8,30月龄,无,否'
const BAD = '<b>欧阳</b>㛃,女,2024-03-05,13800000072,2026-02-30,30月,无,否'

/** A list whose headings nobody knows: asked once; its bad rows come back, are mended and go in; all of it is taken back. */
export default async function ({ browser, step }) {
  if (!browser.accounts.township_doctor?.may.includes('import')) return
  const folder = mkdtempSync(join(tmpdir(), 'banxing-list-'))
  const page = await browser.as('township_doctor')
  const list = (name, ...rows) => {
    writeFileSync(join(folder, name), [HEADINGS, ...rows].join('\r\n'))
    return join(folder, name)
  }
  await step('strange headings are asked for, with samples', async () => {
    await upload(browser, page, list('strange.csv', GOOD, BAD))
    await page.locator('#mapping').waitFor()
    await browser.settled(page)
    assert.ok(await page.getByRole('button', { name: '确认并开始' }).isDisabled(), 'it starts without knowing the columns')
    assert.match(await page.locator('tbody tr').first().innerText(), /欧阳𠮷/)
    for (const [heading, field] of Object.entries(FIELDS)) await page.locator('tbody tr').filter({ has: page.locator('th', { hasText: heading }) }).locator('select').selectOption(field)
    await browser.assertAccessible(page, 'a mapping by hand')
    await page.getByRole('button', { name: '确认并开始' }).click()
    const { good, bad } = await result(browser, page)
    assert.deepEqual({ good, bad }, { good: 1, bad: 1 })
  })
  await step('the bad row says why, and no markup of it counts', async () => {
    assert.match(await page.locator('table.list').last().innerText(), /检查日期/)
    assert.equal(await page.locator('td b').count(), 0)
  })
  const first = new URL(page.url()).pathname
  await step('mended, it goes in and nobody is asked again', async () => {
    await upload(browser, page, list('strange-again.csv', GOOD, BAD.replace('2026-02-30', '2026-09-08')))
    const { good, unchanged, bad } = await result(browser, page)
    assert.deepEqual({ good, unchanged, bad }, { good: 1, unchanged: 1, bad: 0 })
  })
  await step('both lists are taken back, and the children are found no more', async () => {
    await undo(page)
    await browser.go(page, first)
    await undo(page)
    const session = await browser.get(page, '/api/session')
    const found = await page.request.post(`${browser.server.url}/api/people`, { data: { query: '欧阳𠮷' }, headers: { 'X-CSRF-Token': session.csrf } })
    assert.deepEqual((await found.json()).items, [])
  })
  await page.context().close()
  rmSync(folder, { recursive: true, force: true })
}

async function upload(browser, page, path) {
  await browser.go(page, '/imports')
  await page.locator('input[name=kind][value="child_health_check"]').check()
  await page.locator('input[type=file]').setInputFiles(path)
  await page.waitForURL(/\/imports\/\d+/)
}

async function result(browser, page) {
  await page.locator('.page-head .tag').getByText('完成').waitFor({ timeout: 60_000 })
  await browser.settled(page)
  return browser.get(page, `/api${new URL(page.url()).pathname}`)
}

async function undo(page) {
  await page.getByRole('button', { name: '整份撤销' }).click()
  await page.locator('#ask-reason').fill('交错了名单')
  await page.locator('.el-dialog button[type=submit]').click()
  await page.locator('.page-head .tag').getByText('已撤销').waitFor({ timeout: 60_000 })
}
