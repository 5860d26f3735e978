// Lighthouse on the signed-in dashboard of a running product (./bakery up): five runs on a desktop, five on a phone, the medians printed.
// node lighthouse/measure.mjs [--runs N] [--only desktop|phone] [--reports FOLDER]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import lighthouse, { desktopConfig } from 'lighthouse'
import { launchProfile, target } from '../e2e/browser.mjs'

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '5' }, only: { type: 'string' }, reports: { type: 'string' } } })
const goals = { desktop: { accessibility: 100, performance: 90 }, phone: { accessibility: 100, performance: 80 } }
const categories = ['performance', 'accessibility', 'best-practices']
const measures = { 'first-contentful-paint': 'FCP', 'largest-contentful-paint': 'LCP', 'total-blocking-time': 'TBT', 'cumulative-layout-shift': 'CLS', 'speed-index': 'SI', 'server-response-time': 'TTFB' }
const place = target()

function freePort() {
  return new Promise((done) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)) }) })
}

/** A new browser each time: an empty cache, but a session, as somebody who opens the dashboard after an update. */
async function measure(device) {
  const profile = mkdtempSync(join(tmpdir(), 'bk-lighthouse.'))
  const port = await freePort()
  const context = await launchProfile(profile, port)
  try {
    const page = context.pages()[0] ?? await context.newPage()
    // Signing in by request keeps the application's files out of the cache.
    const answer = await page.request.post(`${place.url}/api/v1/auth/login`, { data: { email: place.email, password: place.password } })
    if (!answer.ok()) throw new Error(`The sign-in answered ${answer.status()}.`)
    // The live stream keeps a request open for good, so the page never counts as loaded: end the wait, with all cards long drawn.
    const flags = { port, maxWaitForLoad: 15_000, disableStorageReset: true, onlyCategories: categories, logLevel: 'error' }
    const result = await lighthouse(`${place.url}/app/dashboard`, flags, device === 'desktop' ? desktopConfig : undefined)
    if (!result.lhr.finalDisplayedUrl.endsWith('/app/dashboard')) throw new Error(`Measured ${result.lhr.finalDisplayedUrl} instead of the dashboard.`)
    return result
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const shown = (id, value) => id === 'cumulative-layout-shift' ? value.toFixed(3) : `${Math.round(value)} ms`

let missed = 0
for (const device of ['desktop', 'phone']) {
  if (options.only && options.only !== device) continue
  const runs = []
  for (let run = 1; run <= Number(options.runs); run += 1) {
    const { lhr, report } = await measure(device)
    runs.push(lhr)
    console.log(`${device} ${run}: ${categories.map((name) => `${name} ${Math.round(lhr.categories[name].score * 100)}`).join(', ')} · ${Object.entries(measures).map(([id, short]) => `${short} ${shown(id, lhr.audits[id].numericValue)}`).join(', ')}`)
    if (options.reports) {
      mkdirSync(resolve(options.reports), { recursive: true })
      writeFileSync(resolve(options.reports, `${device}-${run}.json`), Array.isArray(report) ? report[0] : report)
    }
  }
  const failing = [...new Set(runs.flatMap((lhr) => ['accessibility', 'best-practices'].flatMap((name) => lhr.categories[name].auditRefs.filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1).map((ref) => `${name}: ${lhr.audits[ref.id].title}`))))]
  for (const line of failing) console.log(`  ${line}`)
  for (const [name, goal] of Object.entries(goals[device])) {
    const reached = median(runs.map((lhr) => Math.round(lhr.categories[name].score * 100)))
    if (reached < goal) missed += 1
    console.log(`${device} ${name}: median ${reached} of ${runs.length} runs, goal ${goal}${reached < goal ? '  MISSED' : ''}`)
  }
}
process.exitCode = missed ? 1 : 0
