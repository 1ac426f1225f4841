import assert from 'node:assert/strict'

/** A village worker registers a newborn of the village and opens the file at once; another village cannot. */
export default async function ({ browser, step }) {
  const worker = await browser.as('village_worker')
  const { account, today } = await browser.get(worker, '/api/session')
  const home = account.organisation.region
  const born = `${today.slice(0, 8)}01`
  let file = ''

  await step('the form knows the village', async () => {
    await browser.go(worker, '/register')
    await worker.locator('form .field').first().waitFor()
    const village = worker.locator('[data-field="more[0].village"] select').last()
    await worker.waitForFunction((code) => [...document.querySelectorAll('[data-field="more[0].village"] select')].at(-1)?.value === code, home)
    assert.equal(await village.inputValue(), home)
  })

  await step('what is missing is said, also about the residence', async () => {
    await worker.locator('form button[type=submit]').click()
    await worker.locator('[data-field="name"] .fault').waitFor()
    await worker.locator('[data-field="household"] .fault').waitFor()
    await browser.assertAccessible(worker, 'the registration with faults')
  })

  await step('a newborn is registered and the file opens', async () => {
    const fill = (id, text) => worker.locator(`[data-field="${id}"] input:not([tabindex="-1"])`).first().fill(text)
    const choose = (id, label) => worker.locator(`[data-field="${id}"] .choice`).filter({ hasText: label }).first().click()
    await fill('name', '戚演新')
    await choose('sex', '女性')
    await fill('birth_date', born)
    await fill('guardian_name', '戚演示')
    await fill('guardian_phone', '10055667788')
    assert.equal(await worker.locator('[data-field="more[0].day"] input:not([tabindex="-1"])').inputValue(), born, 'the residence begins with the birth')
    await fill('more[0].address', '演示路1号')
    await choose('household', '与常住地相同')
    await browser.picture(worker, 'register')
    await worker.locator('form button[type=submit]').click()
    await worker.waitForURL(/\/people\/[0-9A-Za-z]{14}/)
    await worker.locator('.life svg').waitFor()
    await browser.settled(worker)
    file = new URL(worker.url()).pathname
    assert.match(await worker.locator('h1').innerText(), /戚演新/)
    assert.equal((await browser.get(worker, `/api${file}`)).timeline.length, 3, 'registration, residence, household')
    await browser.picture(worker, 'registered')
  })

  await step('where the household is elsewhere, any county of the country can be chosen', async () => {
    await browser.go(worker, '/register')
    await worker.locator('[data-field="household"] .choice').filter({ hasText: '在别处' }).click()
    const levels = worker.locator('[data-field="more[1].region"] select')
    await levels.first().selectOption('34')
    await worker.waitForFunction(() => document.querySelectorAll('[data-field="more[1].region"] select').length === 2)
    await levels.nth(1).selectOption('3412')
    await worker.waitForFunction(() => document.querySelectorAll('[data-field="more[1].region"] select').length === 3)
    await levels.nth(2).selectOption('341202')
    await worker.getByRole('button', { name: '取消' }).click()
    await worker.locator('.el-dialog').getByRole('button', { name: '离开' }).click()
  })
  await worker.context().close()

  await step('the neighbouring village does not see the child', async () => {
    const doctor = await browser.as('township_doctor')
    const { children } = await browser.get(doctor, `/api/regions/${home.slice(0, 9)}`)
    await doctor.context().close()
    const other = children.find((one) => one.code !== home)
    browser.accounts.neighbour = { ...browser.accounts.village_worker, name: `village-${other.code}` }
    const neighbour = await browser.as('neighbour')
    delete browser.accounts.neighbour
    await browser.go(neighbour, file)
    await neighbour.getByRole('alert').waitFor()
    assert.equal((await neighbour.request.get(new URL(`/api${file}`, neighbour.url()).href)).status(), 404)
    await neighbour.context().close()
  })
}
