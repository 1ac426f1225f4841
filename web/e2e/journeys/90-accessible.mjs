const PAGES = {
  village_worker: ['/', '/calls'],
  township_doctor: ['/', '/people', '/register', '/imports', '/doubts', 'FILE', 'WRITE'],
  federation_reviewer: ['/', '/review', '/review?state=proposed'],
  federation_approver: ['/approve'],
  finance: ['/', '/batches', 'BATCH'],
  administrator: ['/', '/faults', '/forbidden', '/no/such/page'],
}
const WIDTHS = { zh: [1280], en: [390] }

/** axe on every page, wide in Chinese and narrow in English; and nothing wider than the window. */
export default async function ({ browser, step }) {
  for (const [language, widths] of Object.entries(WIDTHS)) {
    for (const width of widths) {
      for (const [role, paths] of Object.entries(PAGES)) {
        if (!browser.accounts[role]) continue
        const page = await browser.as(role, { language, width })
        for (const wanted of paths) {
          await step(`${language} ${width} ${role} ${wanted}`, async () => {
            const path = await addressOf(browser, page, wanted)
            if (!path) return
            await browser.go(page, path)
            await browser.assertAccessible(page, path)
            const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
            if (over > 1) throw new Error(`${path} is ${over} px wider than the window`)
          })
        }
        await page.context().close()
      }
      const guest = await browser.visitor({ language, width })
      await step(`${language} ${width} log-in`, async () => {
        await browser.go(guest, '/login')
        await browser.assertAccessible(guest, '/login')
      })
      await guest.context().close()
    }
  }
}

async function addressOf(browser, page, wanted) {
  if (wanted.startsWith('/')) return wanted
  if (wanted === 'BATCH') {
    const { items } = await browser.get(page, '/api/batches')
    return items.length ? `/batches/${items[0].id}` : null
  }
  const { items } = await browser.get(page, '/api/tasks?limit=50')
  const task = items.find((one) => one.form)
  if (!task) return null
  return wanted === 'FILE' ? `/people/${task.subject}` : `/people/${task.subject}/write/${task.form}`
}
