import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from 'playwright-core'

const root = resolve(import.meta.dirname, '../..')

/** Where the product runs and who signs in: from the environment, else what `./bakery up` left behind. */
export function target() {
  const read = (name) => readFileSync(resolve(process.env.BAKERY_DATA ?? resolve(root, '.data'), name), 'utf8')
  const url = process.env.BAKERY_URL ?? (/https?:\/\/\S+/.exec(read('address'))?.[0] ?? 'http://127.0.0.1:8000')
  if (process.env.BAKERY_EMAIL && process.env.BAKERY_PASSWORD) return { url, email: process.env.BAKERY_EMAIL, password: process.env.BAKERY_PASSWORD }
  const [, email, password] = /^\s*(\S+@\S+)\s+(\S+)\s+owner/m.exec(read('demo-logins')) ?? []
  if (!email) throw new Error('No demo login found: start with ./bakery up, or set BAKERY_URL, BAKERY_EMAIL and BAKERY_PASSWORD.')
  return { url, email, password }
}

export const program = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'] }

export async function launch() {
  return chromium.launch(program)
}

/** A browser with a profile folder, which another program may drive over the port. */
export async function launchProfile(folder, port) {
  return chromium.launchPersistentContext(folder, { ...program, args: [...program.args, `--remote-debugging-port=${port}`] })
}

/** A context with language and theme chosen before the first paint. */
export async function open(browser, { url }, { width = 1440, height = 900, language = 'es', theme = 'light', touch = false, state } = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width, height }, hasTouch: touch, locale: 'es-ES', timezoneId: 'Europe/Madrid', colorScheme: theme, reducedMotion: 'reduce', ...(state ? { storageState: state } : {}) })
  await context.addInitScript(([lang, scheme]) => { localStorage.setItem('bakery-language', lang); localStorage.setItem('bakery-color-scheme', scheme) }, [language, theme])
  return context
}

export async function signIn(page, { email, password }) {
  await page.goto('/login')
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL('**/app/**')
}

/** A signed-in page; `done` closes it and tells of errors in the page and of the server. */
export async function signedIn(browser, place, options) {
  const context = await open(browser, place, options)
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('response', (response) => { if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`) })
  await signIn(page, place)
  return { page, context, done: async () => { await context.close(); assert.deepEqual(problems, []) } }
}

/** One grey point: the smallest picture there is. */
export const picture = { name: 'saco.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64') }

/** A part of a name that no other run has used. */
export const tag = () => Math.random().toString(36).slice(2, 8)

/** A phone in a hand: nothing is hovered, everything is tapped. */
export const phone = { width: 390, height: 844, touch: true }

/** Presses Tab until the focus is on something with this name; a keyboard user has no other way. A text is the beginning of the name. */
export async function tabTo(page, name) {
  const found = typeof name === 'string' ? (here) => here.startsWith(name) : (here) => name.test(here)
  for (let step = 0; step < 80; step += 1) {
    const here = await page.evaluate(() => {
      const element = document.activeElement
      if (!element) return ''
      const labelled = element.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
      return element.getAttribute('aria-label') || labelled || element.labels?.[0]?.textContent || element.textContent || ''
    })
    if (found(here.trim())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}

/** Nothing hangs over the edge of the screen, and what a finger has to hit inside is large enough. */
export async function fitsHand(page, within, height = 24) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
  for (const button of await within.getByRole('button').all()) if (await button.isVisible()) assert.ok((await button.boundingBox()).height >= height, await button.textContent())
}

/** Opens a Mantine select and takes one of its options. */
export async function choose(page, label, option, within = page) {
  await within.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/** Waits until the page shows its own content: no skeleton and no loader left. */
export async function settled(page) {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => document.querySelector('h1, h2') !== null && document.querySelectorAll('.mantine-Skeleton-root, .mantine-Loader-root, [role=status][aria-label]').length === 0, undefined, { timeout: 15_000 }).catch(() => undefined)
  await page.evaluate(() => document.fonts.ready)
}

/** The day whose bread is baked tonight. */
export const tomorrow = () => new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' })

export const publicScreens = ['/', '/demo', '/login', '/register', '/password/reset']

export const screens = [
  '/app/dashboard', '/app/tomorrow', '/app/alerts', '/app/operations/production', '/app/operations/orders', '/app/operations/orders?open=new', '/app/operations/orders/standing', '/app/operations/distribution', `/app/operations/distribution?date=${tomorrow()}`, '/app/operations/production/allocation', `/app/operations/production/allocation?date=${tomorrow()}`,
  '/app/operations/procurement', '/app/operations/procurement/orders/new', '/app/operations/procurement/receipts', '/app/operations/procurement/receipts?view=returns', '/app/operations/procurement/invoices', '/app/operations/procurement/invoices?open=new', '/app/operations/procurement/calendar', '/app/operations/procurement/templates', '/app/operations/procurement/templates?open=new', '/app/operations/procurement/transfers', '/app/analytics/purchasing', '/app/operations/inventory', '/app/operations/inventory?open=new', '/app/operations/pos', '/app/operations/pos/mapping', '/app/operations/inventory/waste', '/app/operations/inventory/lots', '/app/operations/inventory/reservations', '/app/operations/inventory/reservations?open=new', '/app/operations/inventory/returns', '/app/operations/inventory/returns?open=new', '/app/operations/inventory/counts', '/app/operations/inventory/donations', '/app/operations/haccp', '/app/operations/haccp/records', '/app/operations/haccp/plan', '/app/operations/haccp/plan?view=lists', '/app/operations/recall', '/app/shop/waste', '/app/operations/day-close', '/app/notices', '/app/database/models',
  '/app/analytics/forecasting', '/app/analytics/accuracy', '/app/analytics/scenarios', '/app/analytics/insights', '/app/analytics/waste', '/app/analytics/sustainability', '/app/analytics/calendar', '/app/analytics/events',
  '/app/operations/production/schedule', '/app/operations/production/changes', '/app/operations/production/quality', '/app/operations/production/quality?tab=templates', '/app/operations/production/quality?tab=templates&open=new', '/app/database/equipment', '/app/database/equipment?open=new',
  '/app/database/recipes', '/app/database/recipes?open=new', '/app/database/suppliers', '/app/database/customers', '/app/database/sales', '/app/database/sales/import',
  '/app/database/locations', '/app/database/storage', '/app/database/team', '/app/database/settings', '/app/database/settings?card=approval', '/app/database/settings?card=floor', '/app/database/information', '/app/outbox', '/app/settings/profile',
]

/** The dialogs and pages of one thing, each of the first that its list gives. */
export async function detailScreens({ url, email, password }) {
  const call = async (path, token, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }
  const { access_token: token } = await call('/auth/login', null, { email, password, use_cookie: false })
  const [tenant] = (await call('/tenants', token)).items
  const first = async (list, screen) => {
    const [row] = (await call(`/tenants/${tenant.id}${list}`, token)).items
    return row ? [screen.replace('*', row.id)] : []
  }
  return (await Promise.all([
    first('/alerts', '/app/alerts?open=*'), first('/production/batches', '/app/operations/production?open=*'), first('/orders', '/app/operations/orders?open=*'),
    first('/procurement/purchase-orders', '/app/operations/procurement/orders/*'), first('/inventory/items', '/app/operations/inventory?open=*'), first('/recipes', '/app/database/recipes?open=*'),
    first('/inventory/items?q=Harina', '/app/operations/inventory/items/*'), first('/inventory/lots', '/app/operations/inventory/lots/*'), first('/inventory/lots?state=depleted', '/app/operations/recall?lot=*'), first('/inventory/stock/counts', '/app/operations/inventory/counts/*'),
    first('/inventory/recalls', '/app/operations/recall/*'), first('/inventory/donations', '/app/operations/inventory/donations?open=*'),
    first('/suppliers', '/app/database/suppliers?open=*'), first('/suppliers', '/app/database/suppliers/*'), first('/suppliers', '/app/database/suppliers/*/import'), first('/procurement/deliveries', '/app/operations/procurement/receipts?open=*'), first('/procurement/invoices', '/app/operations/procurement/invoices?open=*'), first('/orders/customers', '/app/database/customers?open=*'),
  ])).flat()
}

/** The pages of a paired tablet, with the mix card of the first dough. */
export async function floorScreens(bakery) {
  const dough = (await bakery.get(`/production/batches?date=${tomorrow()}&limit=200`)).items.find((batch) => batch.kind === 'dough')
  return ['/floor', ...(dough ? [`/floor/mix/${dough.id}`] : []), '/floor/scan', '/floor/quality', '/floor/haccp', '/floor/waste', '/floor/acts']
}
