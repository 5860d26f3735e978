import assert from 'node:assert/strict'
import AxeBuilder from '@axe-core/playwright'
import { fitsHand, phone, tabTo, tag, tomorrow } from './browser.mjs'
import { lanAddress, Network, office, Tablet } from './tablet.mjs'

const pin = '2580'

/** A network of its own, a baker, and as many paired tablets as there are names. */
async function floor(place, names, work, options = {}) {
  const network = new Network(lanAddress())
  const bakery = await office(place)
  try {
    const url = await network.up()
    const [plan] = (await bakery.get(`/production/plans?date=${tomorrow()}`)).items
    if (plan.status !== 'approved' && plan.status !== 'in_progress') await bakery.post(`/production/plans/${plan.id}/approve`)
    const sites = (await bakery.get('/locations')).items
    const site = (await options.at?.(bakery)) ?? sites.find((one) => one.type === 'central_production') ?? sites[0]
    const person = `Ane ${tag()}`
    await bakery.post('/auth/floor-workers', { name: person, initials: tag().slice(0, 4), pin })
    const tablets = []
    for (const name of names) {
      const tablet = new Tablet(url, options)
      await tablet.pair((await bakery.post('/auth/floor-devices', { name, location_id: site.id })).code, person, pin)
      await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
      tablets.push(tablet)
    }
    await work({ network, bakery, tablets, site, person })
    for (const tablet of tablets) assert.deepEqual(tablet.problems, [])
  } finally {
    await Tablet.closeAll()
    await network.cut()
  }
}

const pending = async (bakery, kind) => (await bakery.get(`/production/batches?date=${tomorrow()}&status=pending&limit=200`)).items.filter((batch) => batch.kind === kind)
// Other tests take doughs away, and not every dough has water.
async function withWater(bakery) {
  for (const one of await pending(bakery, 'dough')) if (/agua/i.test(JSON.stringify(await bakery.get(`/production/batches/${one.id}/mix-card`)))) return one
  throw new Error('no dough with water is left')
}
const batchOf = (bakery, id) => bakery.get(`/production/batches/${id}`)
const open = async (page, batch) => { await page.goto(`/floor/mix/${batch.id}`); await page.getByRole('heading', { name: batch.name }).waitFor() }
const button = (page, name) => page.getByRole('button', { name, exact: true })
const within = (page) => page.getByRole('dialog')
const isSent = (page) => page.getByText('Todo enviado').waitFor({ timeout: 90_000 })
const isCut = (page) => page.getByText(/Sin red/).waitFor({ timeout: 30_000 })

async function finish(page, quantity) {
  await button(page, 'Terminar').click()
  await within(page).getByLabel('Cantidad').fill(quantity)
  await button(within(page), 'Terminar').click()
}

export const tests = {
  'a shift is worked with the network cut, through a kill and a reload, and is recorded exactly once': async ({ place }) => {
    await floor(place, ['Amasado'], async ({ network, bakery, tablets: [tablet], site, person }) => {
      // The last ones are left for the tests that follow.
      const [dough, ...doughs] = (await pending(bakery, 'dough')).slice(0, -2)
      const [pieces, ...products] = (await pending(bakery, 'product')).slice(0, -2)
      const rest = [...doughs, ...products]
      const readings = async () => (point ? (await bakery.get(`/inventory/haccp/readings?point_id=${point.id}&limit=200`)).items.length : 0)
      const point = (await bakery.get('/inventory/haccp/points?limit=200')).items.find((one) => one.location_id === site.id && one.unit)
      await network.cut()
      let { page } = tablet
      await isCut(page)

      await page.getByRole('link').filter({ hasText: dough.name }).first().click()
      await button(page, 'Empezar').click()
      await button(page, 'Fase').click()
      await button(within(page), 'Amasado').click()
      await page.getByRole('table').getByRole('button').first().click()
      await within(page).getByRole('button', { name: /^Son / }).click()
      await page.getByText('3 registros esperan').waitFor()

      await tablet.kill()
      page = await tablet.start('/floor')
      await page.getByText('Sin red, 3 registros esperan').waitFor()
      await open(page, dough)
      await finish(page, '10')
      await open(page, pieces)
      await button(page, 'Empezar').click()
      // Waste: reason, quantity as it stands, done.
      await button(page, 'Merma').click()
      await button(within(page), 'Quemado').click()
      await button(within(page), 'Merma').click()
      await page.reload()
      await open(page, pieces)
      await finish(page, '12')
      for (const batch of rest) {
        await open(page, batch)
        await button(page, 'Empezar').click()
        await finish(page, String(Number(batch.planned_quantity)).replace('.', ','))
      }
      if (point) {
        await page.getByRole('link', { name: 'Temperaturas' }).click()
        await page.getByRole('button', { name: point.name }).first().click()
        await within(page).getByLabel(point.name).fill('3,1')
        await button(within(page), 'Guardar').click()
      }
      await page.getByText(new RegExp(`Sin red, ${7 + 2 * rest.length + (point ? 1 : 0)} registros`)).waitFor()
      assert.equal((await batchOf(bakery, dough.id)).status, 'pending')
      const before = await readings()

      await network.up()
      await isSent(page)
      const made = await batchOf(bakery, dough.id)
      assert.ok(['completed', 'quality_check'].includes(made.status), made.status)
      assert.deepEqual([Number(made.actual_quantity), made.stages.map((stage) => [stage.stage, stage.by])], [10, [['mixing', person]]])
      const baked = await batchOf(bakery, pieces.id)
      assert.deepEqual([Number(baked.actual_quantity), Number(baked.waste_quantity)], [12, 1])
      for (const batch of rest) assert.equal(Number((await batchOf(bakery, batch.id)).actual_quantity), Number(batch.planned_quantity), batch.name)
      // Sent again on every start: nothing more comes of it.
      await tablet.kill()
      page = await tablet.start('/floor/acts')
      await isSent(page)
      assert.equal((await batchOf(bakery, dough.id)).stages.length, 1)
      assert.equal(Number((await batchOf(bakery, pieces.id)).waste_quantity), 1)
      assert.equal(await readings(), before + (point ? 1 : 0))
      assert.equal(await page.getByText('En conflicto').count(), 0)
    })
  },

  'of two tablets that finish one batch without network, one is taken and the other asks a person': async ({ place }) => {
    await floor(place, ['Divisora', 'Horno'], async ({ network, bakery, tablets }) => {
      const batch = (await pending(bakery, 'product')).at(-1)
      await network.cut()
      for (const [index, { page }] of tablets.entries()) {
        await isCut(page)
        await open(page, batch)
        await button(page, 'Empezar').click()
        await finish(page, String(20 + index))
      }
      await network.up()
      for (const { page } of tablets) await isSent(page)
      const { actual_quantity: taken } = await batchOf(bakery, batch.id)
      const [, loser] = Number(taken) === 20 ? tablets : [...tablets].reverse()
      await loser.page.getByRole('link', { name: 'Decidir' }).click()
      await loser.page.getByText('En conflicto').waitFor()
      await button(loser.page, 'Dejar lo que ya está').click()
      await loser.page.getByText('Descartado').waitFor()
      await isSent(loser.page)
      assert.equal(await loser.page.getByRole('link', { name: 'Decidir' }).count(), 0)
      assert.equal((await batchOf(bakery, batch.id)).actual_quantity, taken)
    })
  },

  'feature 4a: an unsold tray is noted in three taps and ten seconds without network, and arrives exactly once': async ({ place }) => {
    const shop = async (bakery) => (await bakery.get('/locations')).items.find((one) => one.type === 'retail_outlet')
    await floor(place, ['Mostrador'], async ({ network, bakery, tablets: [tablet], site }) => {
      const product = (await bakery.get('/inventory/items?q=Barra&limit=1')).items[0]
      await bakery.post('/inventory/lots', { item_id: product.id, lot_code: `E2E-${tag().toUpperCase()}`, location_id: site.id, quantity: '20' })
      const noted = async () => (await bakery.get(`/inventory/waste?item_id=${product.id}&location_id=${site.id}&limit=200`)).items
      const before = (await noted()).length
      let { page } = tablet
      await page.goto('/floor/waste')
      await network.cut()
      await isCut(page)
      const tap = async (name) => { const tile = button(page, name); const box = await tile.boundingBox(); assert.ok(box.height >= 56 && box.width >= 56, `${name}: ${box.width} × ${box.height}`); await tile.click() }
      const tray = async (...taps) => { const from = Date.now(); for (const one of taps) await tap(one); await page.getByText(new RegExp(`^${taps[1]} × ${taps[0]}: `)).waitFor(); return Date.now() - from }
      assert.ok((await tray(product.name, '12', 'Sin vender')) < 10_000)
      // A mistake is taken back and never leaves the device.
      await tray(product.name, '5', 'Dañado')
      await button(page, 'Deshacer').click()
      await page.getByText(/Sin red, 1 registro espera/).waitFor()
      await tablet.kill()
      page = await tablet.start('/floor/waste')
      await page.getByText(/Sin red, 1 registro espera/).waitFor()
      await network.up()
      await isSent(page)
      await tablet.kill()
      page = await tablet.start('/floor/acts')
      await isSent(page)
      let after = await noted()
      for (let look = 0; look < 100 && after.length === before; look++) { await page.waitForTimeout(200); after = await noted() }
      assert.equal(after.length, before + 1)
      assert.deepEqual([Number(after[0].quantity), after[0].reason, after[0].destination], [12, 'unsold', 'donation'])
    }, { at: shop, width: 390, height: 844 })
  },

  'a tablet whose clock is a day wrong records the right time': async ({ place }) => {
    await floor(place, ['Laminado'], async ({ bakery, tablets: [tablet] }) => {
      const batch = (await pending(bakery, 'product')).at(-1)
      await tablet.kill()
      tablet.wrong = 86_400_000
      const page = await tablet.start('/floor')
      await open(page, batch)
      await button(page, 'Empezar').click()
      await isSent(page)
      // What was sent before says "all sent" as well.
      let started = null
      for (let look = 0; look < 100 && !started; look++) {
        started = (await batchOf(bakery, batch.id)).started_at
        if (!started) await page.waitForTimeout(300)
      }
      assert.ok(Math.abs(Date.parse(started) - Date.now()) < 120_000, started)
    })
  },

  'under its name in the network the floor is installed, starts without network, stays awake and sees': async ({ place }) => {
    await floor(place, ['Pared'], async ({ network, bakery, tablets: [tablet] }) => {
      let { page } = tablet
      assert.deepEqual(await page.evaluate(() => [window.isSecureContext, ['localhost', '127.0.0.1'].includes(location.hostname)]), [true, false])
      const devtools = await tablet.context.newCDPSession(page)
      assert.deepEqual((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors, [])
      // A browser without a window asks first; one with a window does not.
      await devtools.send('Browser.grantPermissions', { permissions: ['wakeLockScreen', 'videoCapture'], origin: new URL(page.url()).origin })
      const lock = await page.evaluate(async () => { const held = await navigator.wakeLock.request('screen'); const was = !held.released; await held.release(); return was })
      assert.equal(lock, true)
      await page.getByRole('link', { name: 'Lotes' }).click()
      await button(page, 'Cámara').click()
      await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
      await button(page, 'Cerrar la cámara').click()
      await network.cut()
      await tablet.kill()
      page = await tablet.start('/floor/scan')
      await isCut(page)
      const lot = (await bakery.get('/inventory/lots?in_stock=true&state=available&q=harina&limit=1')).items[0]
      await page.getByLabel('Código del lote').fill(lot.lot_code)
      await button(page, 'Buscar').click()
      await page.getByText('Se puede usar').first().waitFor()
    })
  },

  'by keyboard alone: a dough is begun and weighed on its mix card, and waste is written': async ({ place }) => {
    await floor(place, ['Teclado'], async ({ bakery, tablets: [{ page }] }) => {
      const dough = await withWater(bakery)
      await open(page, dough)
      await tabTo(page, 'Empezar')
      await page.keyboard.press('Enter')
      await page.getByRole('table').getByRole('button').first().focus()
      await page.keyboard.press('Enter')
      await page.keyboard.type('1250')
      await page.keyboard.press('Enter')
      await page.getByText(/1.250 de /).waitFor()
      // The keyboard goes on where it was; the water of the dough is worked out the same way.
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      assert.match(await focused(), /1.250 de /)
      await button(page, 'Agua y hielo').focus()
      await page.keyboard.press('Enter')
      await within(page).getByLabel('Harina').focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('30')
      await within(page).getByText(/ °C$| de hielo$/).waitFor()
      await page.keyboard.press('Escape')
      await within(page).waitFor({ state: 'detached' })
      assert.equal(await focused(), 'Agua y hielo')
      await page.getByRole('link', { name: 'Merma' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Barra', exact: true }).focus()
      for (const key of ['Enter', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
      await page.getByText(/^1 × Barra: ¿por qué\?$/).waitFor()
      await isSent(page)
    })
  },

  'by touch at 390 pixels: a dough is begun and weighed on its mix card, and axe finds nothing serious on the floor': async ({ place }) => {
    await floor(place, ['Teléfono'], async ({ bakery, tablets: [{ page }] }) => {
      const dough = (await pending(bakery, 'dough')).at(-1)
      for (const path of ['/floor', `/floor/mix/${dough.id}`, '/floor/scan', '/floor/quality', '/floor/haccp', '/floor/waste', '/floor/acts']) {
        await page.goto(path)
        await page.getByRole('navigation').waitFor()
        await fitsHand(page, page.getByRole('main'), 44)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => [path, one.id, one.nodes[0]?.html]), [])
      }
      await open(page, dough)
      await button(page, 'Empezar').tap()
      await page.getByRole('table').getByRole('button').first().tap()
      for (const digit of '1250') await button(within(page), digit).tap()
      await fitsHand(page, within(page), 44)
      await button(within(page), 'Guardar').tap()
      await page.getByText(/1.250 de /).waitFor()
      await isSent(page)
    }, phone)
  },
}
