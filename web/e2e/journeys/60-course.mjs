import assert from 'node:assert/strict'
import { fillForm } from '../filling.mjs'

const born = (months) => { const day = new Date(); day.setMonth(day.getMonth() - months, 10); return day.toISOString().slice(0, 10) }
const CHECK = 'autism_screening.child_health_check'

/** Along a life: a draft, a referral, the radar, an institution's file, records in the wrong file. */
export default async function ({ browser, step }) {
  const doctor = await browser.as('township_doctor')
  const mch = await browser.as('county_mch')
  const post = async (page, path, data) => {
    const { csrf } = await browser.get(page, '/api/session')
    const answer = await page.request.post(browser.server.url + path, { data, headers: { 'X-CSRF-Token': csrf } })
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
    return answer.status() === 204 ? null : answer.json()
  }
  const { account } = await browser.get(doctor, '/api/session')
  const { children } = await browser.get(doctor, `/api/regions/${account.organisation.region}`)
  const village = children[0].code
  const child = async (name, phone, months = 20) => (await post(doctor, '/api/registrations', {
    form: 'base.registration', day: (await browser.get(doctor, '/api/session')).today, write_id: crypto.randomUUID(),
    content: { name, sex: '1', birth_date: born(months), guardian_name: '家长', guardian_phone: phone },
    more: [{ form: 'base.residence', day: born(months), content: { village } }, { form: 'base.household_registration', day: born(months), content: { region: village } }],
  })).subject
  const one = await child('钱一演', '10011112222')
  const two = await child('孙二方', '10011113333')

  await step('what contradicts the file is named, and waits as a draft', async () => {
    const { forms } = await browser.get(mch, '/api/forms')
    const form = forms.find((other) => other.id === 'autism_screening.diagnosis')
    await browser.go(mch, `/people/${one}/write/${form.id}`)
    await fillForm(mch, form, { conclusion: '排除', hospital: '演示医院' })
    await mch.locator('#f-day').fill('2019-01-05')
    await mch.locator('#f-day').press('Tab')
    await mch.locator('form button[type=submit]').click()
    await mch.locator('#f-reason').waitFor()
    await browser.assertAccessible(mch, 'a contradiction')
    await browser.picture(mch, 'contradiction')
    await mch.getByRole('button', { name: '存为草稿' }).click()
    await mch.getByText('草稿：', { exact: false }).first().waitFor()
    await browser.go(mch, '/drafts')
    await mch.getByRole('link', { name: '钱一演' }).first().waitFor()
    await browser.assertAccessible(mch, 'drafts')
    await browser.picture(mch, 'drafts')
  })

  await step('the draft is opened and entered with its reason', async () => {
    await mch.getByRole('link', { name: '继续填写' }).first().click()
    await mch.locator('#f-reason').fill('出生日期登记有误，正在更正')
    await mch.locator('form button[type=submit]').click()
    await mch.locator('.saved').waitFor()
    assert.equal((await browser.get(mch, `/api/people/${one}/drafts`)).items.length, 0)
  })

  const referred = await child('李转介', '10011114444', 40)
  await step('a referral is sent, received, and shown like a parcel', async () => {
    await browser.as('institution').then(async (centre) => {
      const { account: own, today } = await browser.get(centre, '/api/session')
      const write = (page, form, content) => post(page, `/api/people/${referred}/records`, { form, day: today, write_id: crypto.randomUUID(), content })
      await write(mch, 'autism_screening.diagnosis', { conclusion: '确诊', icd10: 'F84.0', hospital: '演示医院' })
      await write(mch, 'child_rehabilitation.institution_referral', { institution: own.organisation.id, needs: '语言训练' })
      await browser.go(centre, '/referrals')
      const parcel = centre.locator('.parcel', { hasText: '李转介' })
      await parcel.waitFor()
      await browser.assertAccessible(centre, 'referrals')
      await browser.picture(centre, 'referrals')
      await parcel.getByRole('button', { name: '接收' }).click()
      await centre.locator('.el-dialog button[type=submit]').click()
      await parcel.getByText('已接收').waitFor()
      await browser.go(centre, `/people/${referred}`)
      await centre.locator('.parcel').first().waitFor()
      await browser.assertAccessible(centre, 'a file with a parcel')
      await browser.picture(centre, 'parcel')
      await centre.context().close()
    })
  })

  await step('the radar says what ends and what begins', async () => {
    await browser.go(doctor, '/radar')
    await doctor.locator('tbody tr').first().waitFor()
    await browser.assertAccessible(doctor, 'radar')
    await browser.picture(doctor, 'radar')
    await doctor.evaluate(() => { window.print = () => { window.printed = document.querySelectorAll('.sheet tbody tr').length } })
    await doctor.getByRole('button', { name: '打印联系单' }).click()
    await doctor.waitForFunction(() => window.printed > 0)
  })

  await step('an institution gets a file, and only forms of its kind', async () => {
    const federation = await browser.as('federation_reviewer')
    await browser.go(federation, '/standing?system=institution')
    await browser.assertAccessible(federation, 'standing')
    await browser.picture(federation, 'standing')
    const { kinds } = await browser.get(federation, '/api/file-kinds')
    const { form: id, kind } = kinds.find((other) => other.form === 'institution.registration')
    const opened = await post(federation, '/api/files', { kind, form: id, day: (await browser.get(federation, '/api/session')).today, write_id: crypto.randomUUID(), content: { name: `新星演示康复点${Date.now()}`, region: '330681' } })
    const file = await browser.get(federation, `/api/people/${opened.subject}`)
    assert.ok(file.forms.includes('institution.agreement') && !file.forms.some((form) => form.startsWith('base.registration')))
    await browser.go(federation, `/people/${opened.subject}`)
    await browser.assertAccessible(federation, 'an institution')
    await browser.picture(federation, 'institution')
    await browser.go(federation, '/files/new/institution.registration')
    await federation.locator('form .field').first().waitFor()
    await browser.assertAccessible(federation, 'a new institution')
    await federation.context().close()
  })

  await step('a record in the wrong file is looked at, moved and taken back', async () => {
    const today = (await browser.get(doctor, '/api/session')).today
    await post(doctor, `/api/people/${one}/records`, { form: CHECK, day: today, write_id: crypto.randomUUID(), content: { visit_age: '18月', signs: ['18月-3'], regression: false } })
    await browser.go(doctor, `/people/${one}/beside`)
    await doctor.getByRole('searchbox').last().fill('孙二方')
    await doctor.getByRole('button', { name: '查找' }).last().click()
    await doctor.getByRole('link', { name: /孙二方/ }).first().click()
    await doctor.getByLabel(/移到对方：儿童健康检查/).first().check()
    await doctor.getByRole('button', { name: '预览移动' }).click()
    await doctor.locator('.preview dl').first().waitFor()
    await browser.assertAccessible(doctor, 'two files')
    await browser.picture(doctor, 'two-files')
    await doctor.getByRole('button', { name: '办理' }).click()
    await doctor.locator('#ask-reason').fill('双胞胎弄混')
    await doctor.locator('.el-dialog button[type=submit]').click()
    await doctor.locator('.done').waitFor()
    const open = async (subject) => (await browser.get(doctor, `/api/people/${subject}`)).tasks.some((task) => task.task === 're_screen' && task.state === 'open')
    assert.deepEqual([await open(one), await open(two)], [false, true])
    await browser.go(doctor, `/people/${two}/beside`)
    await doctor.getByRole('button', { name: '取回' }).click()
    await doctor.locator('.preview dl').first().waitFor()
    await doctor.getByRole('button', { name: '办理' }).click()
    await doctor.locator('#ask-reason').fill('没有弄混')
    await doctor.locator('.el-dialog button[type=submit]').click()
    await doctor.getByText('已取回').waitFor()
    await browser.assertAccessible(doctor, 'moves')
    assert.deepEqual([await open(one), await open(two)], [true, false])
  })
}
