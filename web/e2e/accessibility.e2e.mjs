import AxeBuilder from '@axe-core/playwright'
import { detailScreens, open, publicScreens, screens, settled, signIn } from './browser.mjs'

// What is in order is neither described nor sent: that is most of the work.
const wcag = { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] } }
// What another theme can spoil.
const colours = { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

async function faults(page, path, options) {
  // There are no frames, so the page itself may gather what was found.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(options).analyze()
  return violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical').map((violation) => `${path}: ${violation.id} ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)
}

/** Turns the theme of the open page as another tab would. */
async function turn(page, theme) {
  await page.evaluate((scheme) => {
    localStorage.setItem('bakery-color-scheme', scheme)
    window.dispatchEvent(new StorageEvent('storage', { key: 'bakery-color-scheme', newValue: scheme, storageArea: localStorage }))
  }, theme)
  await page.waitForFunction((scheme) => document.documentElement.getAttribute('data-mantine-color-scheme') === scheme, theme)
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'))
}

async function check(context, paths, place, alsoDark = true) {
  const page = await context.newPage()
  if (place) await signIn(page, place)
  const found = []
  for (const path of paths) {
    await page.goto(path)
    await settled(page)
    // A page that fell over has no heading, and nothing for axe to find fault with.
    if (!(await page.locator('h1, h2').count())) found.push(`${path}: no heading`)
    found.push(...(await faults(page, path, wcag)))
    if (!alsoDark) continue
    await turn(page, 'dark')
    found.push(...(await faults(page, `${path} (dark)`, colours)))
    await turn(page, 'light')
  }
  await context.close()
  if (found.length) throw new Error(found.join('\n'))
}

export const tests = {
  'axe finds nothing serious on the public pages, light and dark': async ({ browser, place }) => check(await open(browser, place), publicScreens),
  'axe finds nothing serious on any screen, light and dark': async ({ browser, place }) => check(await open(browser, place), [...screens, ...await detailScreens(place)], place),
  'axe finds nothing serious on a phone': async ({ browser, place }) => check(await open(browser, place, { width: 390, height: 844, language: 'eu' }), [...screens, ...await detailScreens(place)], place, false),
}
