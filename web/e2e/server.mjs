import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const PEOPLE = process.env.BANXING_PEOPLE ?? '4000'

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

async function ready(url, isAlive) {
  const end = Date.now() + 60_000
  while (Date.now() < end && isAlive()) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the server did not become ready')
}

/** A server to walk through: the one named by BANXING_URL, or one of our own on a fresh demo county. */
export async function startServer() {
  if (process.env.BANXING_URL) {
    return { url: process.env.BANXING_URL.replace(/\/$/, ''), lists: process.env.BANXING_LISTS ?? '', stop: async () => undefined }
  }
  const program = process.env.BANXING ?? join(root, 'build/release/banxing')
  const web = process.env.BANXING_WEB ?? join(root, 'build/web')
  if (!existsSync(program)) throw new Error(`${program} is not built`)
  const folder = mkdtempSync(join(tmpdir(), 'banxing-e2e-'))
  const data = join(folder, 'data')
  const made = spawnSync(program, ['demo', '--data', data, '--people', PEOPLE, '--seed', '7'], { cwd: root, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`the demo county could not be made: ${made.stderr}`)
  const port = await freePort()
  const log = openSync(join(folder, 'server.log'), 'w')
  const child = spawn(program, ['serve', '--data', data, '--web', web, '--port', String(port), '--limits', `${root}/tools/no_limits.yaml`], { cwd: root, stdio: ['ignore', log, log] })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    const gone = new Promise((done) => child.once('exit', done))
    if (child.exitCode === null && child.kill('SIGTERM')) await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(url, () => child.exitCode === null)
  } catch (fault) {
    await stop()
    throw fault
  }
  return { url, lists: join(data, 'lists'), stop }
}
