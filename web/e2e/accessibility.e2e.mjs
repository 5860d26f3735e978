import AxeBuilder from '@axe-core/playwright'
import { detailScreens, open, publicScreens, screens, settled, signIn } from './browser.mjs'

async function scan(page, path) {
  await page.goto(path)
  await settled(page)
  // A page that fell over has no heading, and nothing for axe to find fault with.
  if (!(await page.locator('h1, h2').count())) return [`${path}: no heading`]
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical').map((violation) => `${path}: ${violation.id} ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)
}

async function check(context, paths, place) {
  const page = await context.newPage()
  if (place) await signIn(page, place)
  const found = []
  for (const path of paths) found.push(...(await scan(page, path)))
  await context.close()
  if (found.length) throw new Error(found.join('\n'))
}

export const tests = {
  'axe finds nothing serious on the public pages': async ({ browser, place }) => check(await open(browser, place), publicScreens),
  'axe finds nothing serious on any screen, light': async ({ browser, place }) => check(await open(browser, place), [...screens, ...await detailScreens(place)], place),
  'axe finds nothing serious on any screen, dark': async ({ browser, place }) => check(await open(browser, place, { theme: 'dark' }), [...screens, ...await detailScreens(place)], place),
  'axe finds nothing serious on a phone': async ({ browser, place }) => check(await open(browser, place, { width: 390, height: 844, language: 'eu' }), [...screens, ...await detailScreens(place)], place),
}
