import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = resolve(import.meta.dirname, '../../build/screens')
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// a refused log-in, a missing page: the browser reports each answer that is no 2xx, the journeys ask for some of them
const QUIET = 90
const EXPECTED = /Failed to load resource: the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED/

/** One Chromium with a fresh profile; every visitor has a context of his own. */
export class Browser {
  static async start(server) {
    const self = new Browser()
    Object.assign(self, { server, foreign: new Set(), faults: new Set(), accounts: {}, sessions: {} })
    self.profile = mkdtempSync(join(tmpdir(), 'banxing-chromium-'))
    self.chromium = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS, env: { ...process.env, XDG_CONFIG_HOME: self.profile, XDG_CACHE_HOME: self.profile } })
    mkdirSync(screens, { recursive: true })
    return self
  }

  async stop() {
    await this.chromium.close()
    rmSync(this.profile, { recursive: true, force: true })
  }

  /** A page of a person who has not been here before. */
  async visitor({ language = 'zh', width = 1280, height = width < 500 ? 844 : 900, reading = 'ordinary' } = {}) {
    const context = await this.chromium.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, reducedMotion: 'reduce' })
    // the choice of a former visit; a switch made during this one stays
    await context.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) if (!localStorage.getItem(key)) localStorage.setItem(key, value)
    }, { 'banxing.language': language, 'banxing.reading': reading })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.inFlight = new Set()
    page.on('request', (request) => page.inFlight.add(request))
    for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => page.inFlight.delete(request))
    page.on('request', (request) => { if (!request.url().startsWith(this.server.url) && !/^(data|blob):/.test(request.url())) this.foreign.add(request.url()) })
    page.on('console', (message) => { if (message.type() === 'error' && !EXPECTED.test(message.text())) this.faults.add(`${page.url()}: ${message.text()}`) })
    page.on('pageerror', (fault) => this.faults.add(`${page.url()}: ${fault.message}`))
    return page
  }

  /** The cookie of a session of this account. */
  async enter({ name, password }) {
    const answer = await fetch(`${this.server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, password }) })
    assert.equal(answer.status, 200, `${name} cannot log in`)
    const [cookie, value] = answer.headers.getSetCookie()[0].split(';')[0].split('=')
    return { cookie: { name: cookie, value, url: this.server.url }, account: (await answer.json()).account }
  }

  /** Reads who the demo accounts are; their roles show after logging in. Each session is used for all visits that do not end it. */
  async meetAccounts() {
    const given = process.env.BANXING_ACCOUNTS ? JSON.parse(process.env.BANXING_ACCOUNTS) : (await (await fetch(`${this.server.url}/api/session`)).json()).demo_accounts
    assert.ok(given?.length, 'no demo accounts')
    await sideBySide(given, 2, async (one) => {
      const { cookie, account } = await this.enter(one)
      this.sessions[one.name] = cookie
      this.accounts[account.role] ??= { ...one, role: account.role, may: account.may }
    })
  }

  /** A visitor who is logged in with this role; `own`: by a session that may be ended. */
  async as(role, options) {
    const account = this.accounts[role]
    assert.ok(account, `no demo account is a ${role}`)
    const cookie = options?.own || !this.sessions[account.name] ? (await this.enter(account)).cookie : this.sessions[account.name]
    const page = await this.visitor(options)
    await page.context().addCookies([cookie])
    return page
  }

  async go(page, path) {
    await page.goto(this.server.url + path)
    await page.locator('h1').first().waitFor()
    await this.settled(page)
  }

  /** Until nothing is loading any more. */
  async settled(page) {
    await page.waitForLoadState('load')
    for (let calm = 0; calm < QUIET;) {
      await page.waitForTimeout(QUIET / 3)
      const busy = page.inFlight.size > 0 || (await page.evaluate(() => document.querySelector('[aria-busy="true"]') !== null))
      calm = busy ? 0 : calm + QUIET / 3
    }
  }

  async get(page, path) {
    const answer = await page.request.get(this.server.url + path)
    assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`)
    return answer.json()
  }

  /** axe, WCAG 2.2 AA and best practice: no violation. */
  async assertAccessible(page, where) {
    if (!(await page.evaluate(() => 'axe' in window))) {
      const tools = await page.context().newCDPSession(page)
      await tools.send('Runtime.evaluate', { expression: axeSource })
    }
    const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'], preload: false }), RULES)
    const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`)
    assert.deepEqual(told, [], where)
  }

  async picture(page, name) {
    await page.screenshot({ path: join(screens, `${name}.png`) })
  }

  /** Nothing is wider than the window. */
  async assertFits(page, where) {
    const over = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - window.innerWidth
      if (wide <= 1) return ''
      const first = [...document.querySelectorAll('main *')].find((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      return `${wide} px wider than the window: ${first?.outerHTML.slice(0, 120)}`
    })
    assert.equal(over, '', where)
  }

  assertHome() {
    assert.deepEqual([...this.foreign], [])
  }

  assertQuiet() {
    assert.deepEqual([...this.faults], [])
  }
}

/** Does all of them, so many at a time. */
export async function sideBySide(items, lanes, act) {
  const waiting = [...items]
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (waiting.length) await act(waiting.shift())
  }))
}
