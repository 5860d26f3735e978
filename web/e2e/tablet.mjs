import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { program } from './browser.mjs'

const data = () => process.env.BAKERY_DATA ?? resolve(import.meta.dirname, '../../.data')

/** Where tablets reach the bakery: HTTPS under its name in the network, by ./bakery up --lan. */
export function lanAddress() {
  const url = new URL(readFileSync(join(data(), 'address'), 'utf8').trim())
  if (url.protocol !== 'https:') throw new Error('The product runs without --lan: ./bakery up --lan')
  return url
}

/** The way from the tablets to the bakery. Cut means cut: the port is closed and every open connection with it. */
export class Network {
  #sockets = new Set()
  #server = null

  constructor(target) { this.target = target }

  async up() {
    this.#server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname)
      for (const [one, other] of [[near, far], [far, near]]) {
        this.#sockets.add(one)
        one.on('error', () => other.destroy()).on('close', () => { this.#sockets.delete(one); other.destroy() })
        one.pipe(other)
      }
    })
    await new Promise((done, failed) => this.#server.once('error', failed).listen(this.port ?? 0, '0.0.0.0', done))
    this.port = this.#server.address().port
    return `https://${this.target.hostname}:${this.port}`
  }

  async cut() {
    if (!this.#server) return
    const closed = new Promise((done) => this.#server.close(done))
    this.#sockets.forEach((socket) => socket.destroy())
    await closed
    this.#server = null
  }
}

/** Trusts the bakery's own authority as a tablet does that has installed it; without certutil, only the bakery's own key. */
function trust(home) {
  const store = join(home, '.pki/nssdb')
  try {
    execFileSync('mkdir', ['-p', store])
    execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
    execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'bakery', '-i', join(data(), 'tls/ca.pem')])
    return []
  } catch {
    const key = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: execFileSync('openssl', ['x509', '-noout', '-pubkey', '-in', join(data(), 'tls/server.pem')]) })
    return [`--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`]
  }
}

/** A tablet with a disk: what it keeps survives that it is killed and started again. */
export class Tablet {
  static #made = []

  constructor(url, { width = 820, height = 1180, theme = 'light', language = 'es', touch = false } = {}) {
    this.home = mkdtempSync(join(tmpdir(), 'bk-tablet.'))
    Object.assign(this, { url, width, height, theme, language, touch, args: trust(this.home) })
    Tablet.#made.push(this)
  }

  async start(path = '/floor') {
    this.context = await chromium.launchPersistentContext(join(this.home, 'profile'), {
      ...program, args: [...program.args, ...this.args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'], env: { ...process.env, HOME: this.home },
      baseURL: this.url, viewport: { width: this.width, height: this.height }, hasTouch: this.touch, locale: 'es-ES', timezoneId: 'Europe/Madrid', colorScheme: this.theme, reducedMotion: 'reduce', permissions: ['camera'],
    })
    await this.context.addInitScript(([lang, scheme]) => { localStorage.setItem('bakery-language', lang); localStorage.setItem('bakery-color-scheme', scheme) }, [this.language, this.theme])
    // A clock that goes wrong by this many milliseconds.
    if (this.wrong) await this.context.addInitScript((by) => { const Right = Date; globalThis.Date = class extends Right { constructor(...parts) { if (parts.length) super(...parts); else super(Right.now() + by) } static now() { return Right.now() + by } } }, this.wrong)
    this.page = this.context.pages()[0] ?? (await this.context.newPage())
    this.problems = []
    this.page.on('pageerror', (error) => this.problems.push(error.message))
    this.page.on('dialog', (dialog) => void dialog.accept())
    await this.page.goto(path)
    return this.page
  }

  /** As when the power goes: nothing is asked, nothing is saved first. */
  async kill() {
    await this.context?.close()
    this.context = null
  }

  async pair(code, person, pin) {
    const page = await this.start(`/floor/pair?code=${code}`)
    await page.getByRole('button', { name: 'Emparejar' }).click()
    await page.getByRole('button', { name: 'Elegir persona' }).first().click()
    await page.getByRole('button', { name: person }).click()
    await page.getByLabel('PIN').fill(pin)
    await page.getByRole('button', { name: 'Empezar el turno' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('link').filter({ hasText: 'piezas' }).first().waitFor()
    return page
  }

  static async closeAll() {
    for (const tablet of Tablet.#made.splice(0)) {
      await tablet.kill()
      rmSync(tablet.home, { recursive: true, force: true })
    }
  }
}

/** The bakery as its owner's programs see it, on the machine itself: the network may be cut meanwhile. */
export async function office({ url, email, password }) {
  const send = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', ...(call.token ? { authorization: `Bearer ${call.token}` } : {}), ...(method === 'PUT' || method === 'PATCH' ? { 'if-match': '*' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const call = async (method, path, body) => {
    const answer = await send(method, path, body)
    return answer.status === 204 ? null : answer.json()
  }
  call.token = (await call('POST', '/auth/login', { email, password, use_cookie: false })).access_token
  const tenant = (await call('GET', '/tenants')).items[0].id
  const at = (path) => `/tenants/${tenant}${path}`
  return { get: (path) => call('GET', at(path)), post: (path, body = {}) => call('POST', at(path), body), put: (path, body) => call('PUT', at(path), body), patch: (path, body) => call('PATCH', at(path), body), file: async (path) => Buffer.from(await (await send('GET', at(path))).arrayBuffer()) }
}
