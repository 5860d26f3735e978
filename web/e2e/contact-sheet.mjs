// Pictures of every screen, 3 widths x 3 languages x 2 themes, as contact sheets: node e2e/contact-sheet.mjs [FOLDER] [PART OF A PATH]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { detailScreens, floorScreens, launch, open, publicScreens, screens, settled, signIn, target } from './browser.mjs'
import { office } from './tablet.mjs'

const folder = resolve(process.argv[2] ?? 'contact-sheets')
const wanted = process.argv[3] ?? ''
const widths = [[390, 844], [820, 1180], [1440, 900]]
const languages = ['es', 'eu', 'en']
const themes = ['light', 'dark']
const only = (list) => list.filter((path) => path.includes(wanted))

const place = target()
const browser = await launch()
mkdirSync(resolve(folder, 'shots'), { recursive: true })
// A name without the id, which is another in every bakery.
const name = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'one').replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-') || 'landing'

async function shoot(paths, enter) {
  for (const language of languages) {
    for (const theme of themes) {
      const context = await open(browser, place, { language, theme })
      const page = await context.newPage()
      await enter?.(page)
      for (const path of paths) {
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(path)
        for (const [width, height] of widths) {
          await page.setViewportSize({ width, height })
          await settled(page)
          // The layout of the new width is drawn before the picture is taken.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
          await page.screenshot({ path: resolve(folder, 'shots', `${name(path)}-${width}-${language}-${theme}.png`) })
        }
        process.stdout.write('.')
      }
      await context.close()
    }
  }
}

/** A tablet of its own for each language and theme, with somebody at it. */
async function pair(page) {
  const device = await bakery.post('/auth/floor-devices', { name: 'Contact sheet', location_id: (await bakery.get('/locations')).items.find((site) => site.type === 'central_production').id })
  await page.goto(`/floor/pair?code=${device.code}`)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL('**/floor')
  await page.locator('main button').first().click()
  await page.getByRole('button', { name: person }).click()
  await page.getByRole('dialog').getByLabel('PIN').fill(pin)
  await page.getByRole('dialog').getByLabel('PIN').press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

const bakery = await office(place)
const [person, pin] = ['Contact sheet', '2580']
const inside = only([...screens, ...await detailScreens(place)])
const floor = only(await floorScreens(bakery))
if (only(publicScreens).length) await shoot(only(publicScreens))
if (inside.length) await shoot(inside, (page) => signIn(page, place))
if (floor.length) {
  if (!(await bakery.get('/auth/floor-workers')).items.some((one) => one.name === person)) await bakery.post('/auth/floor-workers', { name: person, initials: 'CS', pin })
  await shoot(floor, pair)
}

const context = await browser.newContext({ viewport: { width: 2400, height: 1200 } })
const page = await context.newPage()
for (const path of [...only(publicScreens), ...inside, ...floor]) {
  const rows = themes.flatMap((theme) => languages.map((language) => `<tr><th>${language}<br>${theme}</th>${widths.map(([width]) => `<td><img src="${pathToFileURL(resolve(folder, 'shots', `${name(path)}-${width}-${language}-${theme}.png`))}" style="height:520px"></td>`).join('')}</tr>`)).join('')
  const file = resolve(folder, 'shots', 'sheet.html')
  writeFileSync(file, `<body style="margin:16px;font:20px sans-serif;background:#ddd"><h1>${path}</h1><table cellpadding="8">${rows}</table></body>`)
  await page.goto(pathToFileURL(file).href)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  await page.locator('body').screenshot({ path: resolve(folder, `${name(path)}.png`) })
}
rmSync(resolve(folder, 'shots', 'sheet.html'), { force: true })
await browser.close()
console.log(`\n${folder}`)
