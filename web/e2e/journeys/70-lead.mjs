import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const DUTY = 'd02'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Those who answer for it: a figure down to its people, an order and its answer, a policy tried out, and one's own account. */
export default async function ({ browser, step }) {
  const leader = await browser.as('leader')
  async function look(page, name, widths) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 1920 ? 1080 : 900 })
      await browser.settled(page)
      await browser.assertFits(page, `${name} ${width}`)
    }
    await browser.assertAccessible(page, name)
    await browser.picture(page, name)
  }
  await step('from the board to a figure, its formula and its towns', async () => {
    await browser.go(leader, '/')
    await leader.locator('main').getByRole('link', { name: '指标' }).click()
    await leader.locator('.figure a').first().waitFor()
    await leader.locator('.figure a').filter({ hasText: '初筛率' }).click()
    await leader.locator('.course').first().waitFor()
    await browser.settled(leader)
    await leader.getByText('÷').first().waitFor()
    await browser.picture(leader, 'figure')
  })

  await step('the overview, the wall and the report of the month', async () => {
    await leader.locator('nav').getByRole('link', { name: '总览' }).click()
    await leader.locator('.steps li').nth(3).waitFor()
    assert.ok((await leader.locator('.tiles li').count()) > 10, 'a tile for each town')
    assert.ok((await leader.locator('.funds dd').count()) === 4, 'the money')
    await look(leader, 'overview', [390, 1920, 1280])
    await leader.getByRole('link', { name: '大屏' }).click()
    await leader.locator('.wall .tiles li').first().waitFor()
    await look(leader, 'wall', [1280, 1920])
    assert.ok((await leader.evaluate(() => document.documentElement.scrollHeight)) <= 1080, 'nobody scrolls a wall')
    await leader.getByRole('link', { name: '离开大屏' }).click()
    await leader.getByRole('link', { name: '月报' }).click()
    await leader.locator('.computed').nth(5).waitFor()
    assert.match(await leader.locator('.computed').first().innerText(), /有目标的指标\d+项/)
    assert.ok((await leader.locator('.bars li').count()) > 10, 'a bar for each town')
    await look(leader, 'report', [390, 1280])
    await leader.getByRole('button', { name: '年报' }).click()
    await leader.getByRole('heading', { name: /工作年报/ }).waitFor()
    const book = await leader.evaluate(async () => (await (await fetch('/api/report.xlsx?span=year')).arrayBuffer()).byteLength)
    assert.ok(book > 8000, 'the workbook')
  })

  await step('the policy desk: a pathway drawn, a table with a person tried on it, the cases', async () => {
    await leader.locator('nav').getByRole('link', { name: '政策', exact: true }).click()
    await leader.getByLabel('找制度（名称或拼音首字母）').fill('康复')
    await look(leader, 'policy', [390, 1280])
    await leader.getByRole('link', { name: '残疾儿童康复', exact: true }).first().click()
    await leader.locator('[data-box^="stage:"]').first().waitFor()
    await look(leader, 'pathway', [390, 1920, 1280])
    await leader.getByRole('button', { name: '决策表' }).click()
    await leader.getByLabel('周岁', { exact: true }).fill('5')
    await leader.getByRole('button', { name: '试算' }).click()
    await leader.locator('.try .outcome').waitFor()
    await leader.locator('.clause').first().click()
    await leader.locator('.said:popover-open').waitFor()
    await leader.keyboard.press('Escape')
    await look(leader, 'decision', [390, 1280])
    await leader.getByRole('button', { name: '案例' }).click()
    await leader.locator('[data-case=green]').first().waitFor({ timeout: 60_000 })
    assert.equal(await leader.locator('[data-case=red]').count(), 0)
    await look(leader, 'cases', [1280])
  })

  await step('the leading group orders, and the order stands open', async () => {
    await browser.go(leader, `/duties/${DUTY}`)
    const before = await openOrders(browser, leader)
    await leader.getByLabel('类别').selectOption('order')
    await leader.getByLabel('期限').fill((await browser.get(leader, '/api/session')).today)
    await leader.getByLabel('内容').fill('本月底前补齐筛查名单。')
    await leader.getByRole('button', { name: '记下' }).click()
    await leader.locator('[data-note] .tag.late').first().waitFor()
    assert.equal(await openOrders(browser, leader), before + 1)
    await browser.assertAccessible(leader, 'a duty with an order')
    await browser.picture(leader, 'duty')
  })

  await step('the unit answers it, and nothing is open any more', async () => {
    const unit = await browser.as('unit_officer')
    const before = await openOrders(browser, leader)
    await browser.go(unit, `/duties/${DUTY}`)
    const note = unit.locator('[data-note]').filter({ hasText: '督办' }).first()
    await note.getByRole('button', { name: '答复或撤回' }).click()
    await note.getByLabel('内容').fill('名单已补齐。')
    await note.getByRole('button', { name: '记下' }).click()
    await unit.getByText('答复督办').first().waitFor()
    assert.equal(await openOrders(browser, leader), before - 1)
    await unit.context().close()
  })
  await leader.context().close()

  await step('a change of policy is tried, and says who gains and what it costs', async () => {
    const finance = await browser.as('finance')
    await browser.go(finance, '/simulation')
    await finance.getByRole('button', { name: '填入示例' }).click()
    await finance.getByRole('button', { name: '开始模拟' }).click()
    await finance.locator('.outcome').waitFor({ timeout: 60_000 })
    assert.ok((await finance.locator('tbody tr').count()) > 3)
    await browser.assertAccessible(finance, 'a simulation')
    await browser.picture(finance, 'simulation')
    await finance.context().close()
  })

  await step('a post is lent until a day, and taken back', async () => {
    const unit = await browser.as('unit_officer')
    await browser.go(unit, '/account')
    await unit.getByLabel('对方的登录名').fill(browser.accounts.leader.name)
    await unit.getByLabel('到哪一天').fill(new Date(Date.parse((await browser.get(unit, '/api/session')).today) + 86_400_000).toISOString().slice(0, 10))
    await unit.getByRole('button', { name: '借出' }).click()
    await unit.locator('[data-lent]').first().waitFor()
    await browser.assertAccessible(unit, 'an account')
    await browser.picture(unit, 'account')
    await unit.locator('[data-lent]').first().getByRole('button').click()
    await unit.locator('[data-lent]').first().waitFor({ state: 'detached' })
    await unit.context().close()
  })

  await step('a second factor is begun, and asked for at the next log-in', async () => {
    // one of several accounts of its role, so that no other journey meets the factor
    browser.accounts.factor = { name: 'kindergarten-330681001', password: 'banxing-demo' }
    const own = await browser.as('factor', { own: true })
    await browser.go(own, '/account')
    await own.getByRole('button', { name: '启用', exact: true }).click()
    const secret = await own.locator('[data-secret]').innerText()
    await own.getByLabel('6位数字').fill(codeOf(secret))
    await own.getByRole('button', { name: '确认启用' }).click()
    await own.getByText('已启用').waitFor()
    const next = await browser.as('factor', { own: true })
    delete browser.accounts.factor
    await next.goto(browser.server.url)
    await next.waitForURL('**/code')
    await browser.assertAccessible(next, 'the second factor')
    // a code counts once
    await next.locator('#code').fill(codeOf(secret, 1))
    await next.locator('form button[type=submit]').click()
    await next.getByRole('navigation').waitFor()
    await next.context().close()
    await own.context().close()
  })
}

async function openOrders(browser, page) {
  return (await browser.get(page, '/api/duties')).duties.find((one) => one.id === DUTY).open_orders
}

/** RFC 6238, thirty seconds, six digits. */
function codeOf(secret, ahead = 0) {
  const bits = [...secret.replace(/[^A-Z2-7]/g, '')].map((one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
  const hash = createHmac('sha1', key).update(counter).digest()
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
