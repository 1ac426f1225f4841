import assert from 'node:assert/strict'
import { fillForm } from '../filling.mjs'

const keyOf = (task) => [task.subject, task.system, task.task, task.occurrence].join('~')

/** A township doctor does a to-do; it disappears. The record is corrected, withdrawn and restored. */
export default async function ({ browser, step }) {
  const page = await browser.as('township_doctor')
  let task, form
  const isOpen = async () => (await browser.get(page, `/api/people/${task.subject}`)).tasks.some((one) => keyOf(one) === keyOf(task) && one.state === 'open')

  await step('a to-do opens its form', async () => {
    const { forms } = await browser.get(page, '/api/forms')
    for (const state of ['soon', 'overdue', 'later']) {
      const { items } = await browser.get(page, `/api/tasks?state=${state}&limit=200`)
      task ??= items.find((one) => forms.some((other) => other.id === one.form) && /check|screen/.test(one.form)) ?? items.find((one) => forms.some((other) => other.id === one.form))
    }
    assert.ok(task, 'no to-do with a form')
    form = forms.find((one) => one.id === task.form)
    await browser.go(page, `/people/${task.subject}/write/${task.form}`)
    await page.locator('form .field').first().waitFor()
  })

  await step('an empty form says what is missing and moves there', async () => {
    await page.locator('form button[type=submit]').click()
    await page.locator('.field .fault').first().waitFor()
    assert.ok(await page.evaluate(() => document.activeElement?.closest('.field') !== null), 'the focus is not on the field')
    await browser.assertAccessible(page, 'a form with faults')
  })

  await step('the draft outlives a reload', async () => {
    const visit = form.fields.find((field) => field.id === 'visit_age')
    await fillForm(page, form, visit?.codes?.some((code) => code.code === task.occurrence) ? { visit_age: task.occurrence } : {})
    await page.reload()
    await page.locator('.kept').waitFor()
  })

  await step('what is sent without a network is kept, and sent once afterwards', async () => {
    await page.context().setOffline(true)
    await page.locator('form button[type=submit]').click()
    await page.getByRole('alert').first().waitFor()
    await page.context().setOffline(false)
    await page.locator('form button[type=submit]').click()
    await page.locator('.saved').waitFor()
    await browser.settled(page)
  })

  await step('the to-do is done', async () => assert.equal(await isOpen(), false))

  const reasoned = async (text) => {
    await page.locator('#ask-reason').fill(text)
    await page.locator('.el-dialog button[type=submit]').click()
  }
  await step('the record is corrected with a reason', async () => {
    await page.locator('.entry.open').getByRole('link', { name: '更正' }).click()
    await page.locator('#f-reason').fill('核对后改正')
    const text = page.locator('.field input[type=text].control:not([inputmode])').last()
    if (await text.count()) await text.fill('改正后的内容')
    await page.locator('form button[type=submit]').click()
    await page.locator('.saved').waitFor()
    await browser.settled(page)
  })

  await step('withdrawing it brings the to-do back, restoring it takes it away', async () => {
    const { searchParams } = new URL(page.url())
    const entry = page.locator(`[data-lineage="${searchParams.get('record')}"]`)
    await entry.getByRole('button', { name: '撤回记录' }).click()
    await reasoned('记错了人')
    await entry.getByText('已撤回').waitFor()
    assert.equal(await isOpen(), true)
    await entry.getByRole('button', { name: '恢复' }).click()
    await reasoned('没有记错')
    await entry.getByText('已恢复').waitFor()
    assert.equal(await isOpen(), false)
    await entry.getByRole('button', { name: /全部版本/ }).click()
    await entry.locator('.versions li').nth(2).waitFor()
  })

  await step('a half-filled form is not left unasked', async () => {
    await browser.go(page, `/people/${task.subject}/write/${task.form}`)
    await page.locator('form .field').first().waitFor()
    await page.locator('#f-day').fill('2026-01-02')
    await page.locator('.rail a').nth(1).click()
    await page.locator('.el-dialog').getByRole('button', { name: '继续填写' }).click()
    assert.match(page.url(), /\/write\//)
    await page.locator('.rail a').nth(1).click()
    await page.locator('.el-dialog').getByRole('button', { name: '离开' }).click()
    await page.waitForURL((url) => !url.pathname.includes('/write/'))
  })
  await page.context().close()
}
