// The pictures of the user guide, from a running product (./bakery up): node e2e/guide-pictures.mjs [FOLDER]
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { launch, open, settled, signIn, target } from './browser.mjs'

const folder = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../../docs/images'))
const pictures = {
  'dashboard': '/app/dashboard', 'guide-import': '/app/database/sales/import', 'guide-tomorrow': '/app/tomorrow', 'guide-purchasing': '/app/operations/procurement', 'guide-standing': '/app/operations/orders/standing',
  'guide-alerts': '/app/alerts', 'guide-forecast': '/app/analytics/forecasting', 'guide-settings': '/app/database/settings?card=approval', 'guide-stock': '/app/operations/inventory?q=W180',
  'guide-lots': '/app/operations/inventory/lots', 'guide-haccp': '/app/operations/haccp', 'guide-trace': '/app/operations/recall',
}

const place = target()
const browser = await launch()
mkdirSync(folder, { recursive: true })
const context = await open(browser, place, { width: 1280, height: 800 })
const page = await context.newPage()
await signIn(page, place)
for (const [name, path] of Object.entries(pictures)) {
  await page.setViewportSize(name === 'dashboard' ? { width: 1440, height: 1000 } : { width: 1280, height: 800 })
  await page.goto(path)
  await settled(page)
  if (name === 'guide-stock') {
    await page.getByRole('row').nth(1).getByRole('button').first().click()
    const lots = page.getByRole('dialog').getByRole('table').first()
    await lots.waitFor()
    await lots.scrollIntoViewIfNeeded()
  }
  if (name === 'guide-trace') {
    await page.getByRole('row', { name: /REC-/ }).last().getByRole('button').click()
    await settled(page)
    await page.getByRole('link', { name: /^P8-/ }).first().click()
    await page.getByRole('link', { name: 'Rastrear' }).click()
    await settled(page)
  }
  await page.screenshot({ path: resolve(folder, `${name}.png`) })
}
await browser.close()
console.log(folder)
