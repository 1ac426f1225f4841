import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PAGES = {
  village_worker: ['/', '/calls'],
  township_doctor: ['/', '/?sort=place', '/people', '/register', '/imports', '/doubts', 'FILE', 'WRITE', 'PRINT'],
  federation_reviewer: ['/', '/review', '/review?state=proposed'],
  federation_approver: ['/approve'],
  finance: ['/', '/batches', 'BATCH'],
  administrator: ['/', '/faults', '/forbidden', '/no/such/page'],
}
const VISITS = [
  { language: 'zh', width: 1280, reading: 'ordinary' }, { language: 'en', width: 390, reading: 'ordinary' }, { language: 'zh', width: 1920, reading: 'ordinary' },
  { language: 'zh', width: 390, reading: 'elder' }, { language: 'en', width: 1280, reading: 'elder' },
  { language: 'zh', width: 1280, reading: 'easy' }, { language: 'en', width: 390, reading: 'easy' },
]
const results = []

/** axe on every page, in three widths, both languages and the three reading modes; and nothing wider than the window. */
export default async function ({ browser, step }) {
  const addresses = await addressesOf(browser)
  for (const visit of VISITS) {
    const where = `${visit.language} ${visit.width} ${visit.reading}`
    for (const [role, paths] of Object.entries(PAGES)) {
      if (!browser.accounts[role]) continue
      const page = await browser.as(role, visit)
      for (const wanted of paths) await step(`${where} ${role} ${wanted}`, () => look(browser, page, addresses[wanted] ?? wanted, where))
      await page.context().close()
    }
    const guest = await browser.visitor(visit)
    await step(`${where} log-in`, () => look(browser, guest, '/login', where))
    await guest.context().close()
  }
  writeFileSync(join(resolve(import.meta.dirname, '../../../build/screens'), 'axe.json'), JSON.stringify(results, null, 1))
}

async function look(browser, page, path, where) {
  if (!path.startsWith('/')) return
  await browser.go(page, path)
  await browser.assertAccessible(page, path)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (over > 1) throw new Error(`${path} is ${over} px wider than the window`)
  const shown = path.replace(/\/people\/\w{14}/, '/people/…')
  results.push({ page: shown, where, violations: 0 })
}

/** A file, a form of it, its paper and a batch; absent where the demo county has none. */
async function addressesOf(browser) {
  const found = {}
  const doctor = await browser.as('township_doctor')
  const { items } = await browser.get(doctor, '/api/tasks?limit=50')
  const task = items.find((one) => one.form)
  if (task) Object.assign(found, { FILE: `/people/${task.subject}`, WRITE: `/people/${task.subject}/write/${task.form}`, PRINT: `/people/${task.subject}/print` })
  await doctor.context().close()
  const finance = await browser.as('finance')
  const batches = await browser.get(finance, '/api/batches')
  if (batches.items.length) found.BATCH = `/batches/${batches.items[0].id}`
  await finance.context().close()
  return found
}
