import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sideBySide } from '../browser.mjs'
import { assertNamed } from '../names.mjs'

export const beside = true

const PAGES = {
  village_worker: ['/', '/calls', '/drafts'],
  township_doctor: ['/', '/?sort=place', '/people', '/register', '/imports', '/doubts', 'FILE', 'WRITE', 'PRINT', 'BESIDE', 'TWO', '/referrals', '/radar', '/standing', '/standing?system=autism_screening'],
  federation_reviewer: ['/', '/review', '/review?state=proposed', '/budget', '/supervision', '/simulation', '/standing?system=institution', '/files/new/institution.registration', 'INSTITUTION', '/requests', '/account'],
  federation_approver: ['/approve'],
  finance: ['/', '/batches', 'BATCH', '/budget'],
  leader: ['/', '/figures', 'FIGURE', '/duties', '/duties/d02', '/duties?part=units', '/duties?part=group', '/duties?part=research', '/duties?part=projects', '/cockpit', '/policy/child_rehabilitation?part=tables'],
  unit_officer: ['ENTERED'],
  administrator: ['/', '/faults', '/audit', '/forbidden', '/no/such/page'],
}
// each page is loaded once a mode; axe looks at it in the first sights, all of them are measured
const VISITS = [
  { reading: 'ordinary', axe: 2, sights: [['zh', 1280], ['en', 390], ['en', 1920], ['en', 1280], ['zh', 1920], ['zh', 390]] },
  { reading: 'elder', axe: 1, sights: [['zh', 390], ['en', 390], ['en', 1280], ['zh', 1920]] },
  { reading: 'easy', axe: 1, sights: [['en', 390], ['zh', 390], ['zh', 1280], ['en', 1920]] },
]
const results = []

/** Every page in the three reading modes: axe, names of all controls, nothing wider than its window, in three widths and both languages. */
export default async function ({ browser, step }) {
  const addresses = await addressesOf(browser)
  const visits = VISITS.flatMap((visit) => [...Object.entries(PAGES), ['', ['/login']]].map(([role, paths]) => ({ ...visit, role, paths })))
  await sideBySide(visits, 2, async ({ reading, role, paths, sights, axe }) => {
    const [language, width] = sights[0]
    const page = role ? await browser.as(role, { language, width, reading }) : await browser.visitor({ language, width, reading })
    for (const wanted of paths) {
      const path = addresses[wanted] ?? wanted
      if (path.startsWith('/')) await step(`${reading} ${role} ${wanted}`, () => look(browser, page, path, { reading, sights, axe }))
    }
    await page.context().close()
  })
  writeFileSync(join(resolve(import.meta.dirname, '../../../build/screens'), 'axe.json'), JSON.stringify(results, null, 1))
}

async function look(browser, page, path, { reading, sights, axe }) {
  await sight(page, ...sights[0])
  await browser.go(page, path)
  for (const [at, [language, width]] of sights.entries()) {
    const where = `${path} ${language} ${width} ${reading}`
    await sight(page, language, width)
    await browser.assertFits(page, where)
    if (at >= axe) continue
    await browser.assertAccessible(page, where)
    await assertNamed(page, where)
    results.push({ page: path.replace(/\/people\/\w{14}/g, '/people/…').replace(/beside\/\w{14}/, 'beside/…'), where: `${language} ${width} ${reading}`, violations: 0 })
  }
  await sight(page, ...sights[0])
}

/** The window and the language, changed as a person would: without loading the page again. */
async function sight(page, language, width) {
  await page.setViewportSize({ width, height: width < 500 ? 844 : 900 })
  const other = page.locator(`button[lang=${language === 'zh' ? 'zh-CN' : 'en'}]`).first()
  if (await other.count()) await other.click()
  await page.waitForFunction((lang) => document.documentElement.lang.startsWith(lang) || document.title === '', language)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** A file, a form of it, its paper, two files beside each other, an institution, a batch, two figures. */
async function addressesOf(browser) {
  const found = {}
  const doctor = await browser.as('township_doctor')
  const { items } = await browser.get(doctor, '/api/tasks?limit=50')
  const task = items.find((one) => one.form)
  const other = items.find((one) => one.subject !== task?.subject)
  if (task) Object.assign(found, { FILE: `/people/${task.subject}`, WRITE: `/people/${task.subject}/write/${task.form}`, PRINT: `/people/${task.subject}/print`, BESIDE: `/people/${task.subject}/beside` })
  if (other) found.TWO = `/people/${task.subject}/beside/${other.subject}`
  await doctor.context().close()
  const reviewer = await browser.as('federation_reviewer')
  const { items: places } = await browser.get(reviewer, '/api/standing?system=institution')
  if (places.length) found.INSTITUTION = `/people/${places[0].subject}`
  await reviewer.context().close()
  const leader = await browser.as('leader')
  const { items: figures } = await browser.get(leader, '/api/figures')
  for (const [key, source] of [['FIGURE', 'files'], ['ENTERED', 'entered']]) {
    const one = figures.find((figure) => figure.source === source)
    if (one) found[key] = `/figures/${one.id}`
  }
  await leader.context().close()
  const finance = await browser.as('finance')
  const batches = await browser.get(finance, '/api/batches')
  if (batches.items.length) found.BATCH = `/batches/${batches.items[0].id}`
  await finance.context().close()
  return found
}
