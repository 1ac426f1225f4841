import assert from 'node:assert/strict'
import { fillForm } from '../filling.mjs'

const keyOf = (task) => [task.subject, task.system, task.task, task.occurrence].join('~')

/** A whole desk by keyboard: done in place, on to the next, several at once, back by one key. */
export default async function ({ browser, step }) {
  const page = await browser.as('township_doctor')
  const { forms } = await browser.get(page, '/api/forms')
  const { items } = await browser.get(page, '/api/tasks?limit=200')
  const at = items.findIndex((one) => forms.some((form) => form.id === one.form && /check|screen|follow/.test(form.id)))
  assert.ok(at >= 0 && items.length > 2, 'no to-dos to walk through')
  const task = items[at]
  const form = forms.find((one) => one.id === task.form)

  await step('Enter opens the form beside the list and puts the cursor in it', async () => {
    await browser.go(page, '/')
    await page.locator('[data-task]').first().waitFor()
    await page.locator('h1').focus()
    for (let n = 0; n <= at; n++) await page.keyboard.press('j')
    await page.waitForFunction((key) => document.activeElement?.dataset.task === key, keyOf(task))
    await page.keyboard.press('Enter')
    await page.locator('aside form .field').first().waitFor()
    assert.ok(await page.evaluate(() => document.activeElement?.closest('aside form') !== null), 'the cursor is not in the form')
    assert.equal(new URL(page.url()).pathname, '/')
    await browser.assertAccessible(page, 'a form beside the list')
    await browser.picture(page, 'to-dos')
  })

  await step('a value that cannot stand is told when its field is left, not before', async () => {
    assert.equal(await page.locator('aside .fault').count(), 0)
    await page.locator('aside #f-day').fill('2026-13-45')
    await page.locator('aside #f-day').blur()
    await page.locator('aside .fault').first().waitFor()
    await page.locator('aside #f-day').fill((await browser.get(page, '/api/session')).today)
  })

  await step('Escape gives the list back, and the draft stays', async () => {
    await page.keyboard.press('Escape')
    await page.waitForFunction((key) => document.activeElement?.dataset.task === key, keyOf(task))
    await page.keyboard.press('Enter')
    await page.locator('aside .kept').waitFor()
  })

  await step('saved, it leaves the list and the next one is chosen; it can be taken back', async () => {
    const visit = form.fields.find((field) => field.id === 'visit_age')
    await fillForm(page.locator('aside'), form, visit?.codes?.some((code) => code.code === task.occurrence) ? { visit_age: task.occurrence } : {}, page)
    await page.locator('aside form button[type=submit]').click()
    await page.locator('aside .saved').waitFor()
    await page.waitForFunction((key) => document.activeElement?.dataset.task !== undefined && document.activeElement.dataset.task !== key, keyOf(task))
    assert.equal(new URL(page.url()).pathname, '/', 'it went elsewhere')
    const file = await browser.get(page, `/api/people/${task.subject}`)
    const open = file.tasks.some((one) => keyOf(one) === keyOf(task) && one.state === 'open')
    assert.equal(await page.locator(`[data-task="${keyOf(task)}"]`).count(), open ? 1 : 0)
    await page.getByRole('button', { name: '撤销' }).click()
    await page.locator('aside .saved').waitFor({ state: 'detached' })
    await page.locator(`[data-task="${keyOf(task)}"]`).waitFor()
  })

  await step('X picks two, and the notices of just these are printed', async () => {
    await browser.go(page, '/')
    await page.locator('[data-task]').first().waitFor()
    await page.locator('h1').focus()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    await page.getByRole('link', { name: '打印这些家庭的通知单' }).click()
    await page.locator('.village').first().waitFor()
    assert.equal(await page.locator('.village li').count(), 2)
    await browser.assertAccessible(page, 'the notices of some')
    assert.ok(!/[\u4e00-\u9fff]/.test(decodeURIComponent(page.url())), 'a name in the address')
  })

  await step('by village each village is named once', async () => {
    await browser.go(page, '/?sort=place')
    const named = await page.locator('h3.where').allInnerTexts()
    assert.ok(named.length > 0)
    assert.equal(new Set(named).size, named.length)
  })

  await step('mine and what I remind others of are two halves of all', async () => {
    const count = async (query) => {
      await browser.go(page, `/${query}`)
      return page.locator('[data-task]').count()
    }
    const all = items.filter((one) => one.mine).length
    if (items.length < 40) assert.equal(await count('?who=mine'), all)
    await count('?who=others')
    assert.equal(await page.getByRole('button', { name: '我要催办的' }).getAttribute('aria-pressed'), 'true')
  })

  await step('the one search hears initials of pages and forms', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dr')
    await page.getByRole('option').filter({ hasText: '导入' }).first().waitFor()
    await page.keyboard.press('Escape')
  })

  await step('a file, a notice and a record go on paper without the screen around them', async () => {
    await browser.go(page, `/people/${task.subject}/print`)
    await page.locator('.sheet').waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.rail').isVisible(), false)
    assert.equal(await page.locator('h1').isVisible(), false)
    await page.emulateMedia({ media: 'screen' })
    const choice = page.getByLabel('打印什么')
    for (const value of (await choice.locator('option').evaluateAll((all) => all.map((one) => one.value))).slice(1, 3)) {
      await choice.selectOption(value)
      await page.locator('.sheet h2').waitFor()
      await browser.assertAccessible(page, 'a sheet')
    }
    await browser.picture(page, 'paper')
  })
  await page.context().close()
}
