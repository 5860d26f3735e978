import assert from 'node:assert/strict'
import { choose, fitsHand, phone, settled, signedIn, tabTo, tag } from './browser.mjs'

async function go(page, path) {
  await page.goto(path)
  await settled(page)
}

/** Enters a lot and opens its page. */
async function enterLot(page, { item, code, quantity, location }) {
  await go(page, '/app/operations/inventory/lots')
  await page.getByRole('button', { name: 'Anotar un lote' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByRole('combobox', { name: 'Artículo' }).fill(item)
  await page.getByRole('option', { name: item, exact: true }).click()
  await form.getByRole('textbox', { name: 'Lote', exact: true }).fill(code)
  await form.getByLabel('Cantidad').fill(quantity)
  if (location) await choose(page, 'Dónde', location, form)
  await form.getByRole('button', { name: 'Anotar', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await go(page, `/app/operations/inventory/lots?q=${code}`)
  await page.getByRole('button', { name: item, exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: `Lote ${code}` }).waitFor()
}

async function moreAct(page, name) {
  await page.getByRole('button', { name: 'Más acciones' }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** The file that a click hands to the browser. */
async function fileOf(page, click) {
  const waiting = page.waitForEvent('download')
  await click()
  const file = await waiting
  assert.equal(await file.failure(), null)
  return file.suggestedFilename()
}

export const tests = {
  'by keyboard alone: a lot is found in the lot list, blocked and released': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await go(page, '/app/operations/inventory/lots')
    await tabTo(page, 'Buscar en la lista')
    await page.keyboard.type('harina')
    await page.waitForURL(/q=harina/)
    await settled(page)
    await tabTo(page, /^Harina/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^Lote / }).waitFor()
    for (const [act, state] of [['Bloquear', 'Bloqueado'], ['Liberar', 'Disponible']]) {
      await tabTo(page, 'Más acciones')
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: act, exact: true }).waitFor()
      while (!(await page.getByRole('menuitem', { name: act, exact: true }).evaluate((item) => item === document.activeElement))) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      await tabTo(page, 'Motivo')
      await page.keyboard.type('Saco mojado')
      await tabTo(page, act)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByText(state, { exact: true }).first().waitFor()
    }
    await done()
  },

  'by touch at 390 pixels: a lot is found in the lot list, opened and corrected': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, phone)
    await go(page, '/app/operations/inventory/lots')
    await page.getByLabel('Buscar en la lista').tap()
    await page.keyboard.type('harina')
    await page.waitForURL(/q=harina/)
    await settled(page)
    await fitsHand(page, page.getByRole('main'))
    await page.getByRole('button', { name: /^Harina/ }).first().tap()
    await page.getByRole('heading', { level: 1, name: /^Lote / }).waitFor()
    await page.getByRole('button', { name: 'Más acciones' }).tap()
    await page.getByRole('menuitem', { name: 'Fecha o sitio', exact: true }).tap()
    const form = page.getByRole('dialog')
    await form.getByLabel('Sitio').tap()
    await page.keyboard.type('Estante 3')
    await form.getByLabel('Motivo').tap()
    await page.keyboard.type('Cambiado de sitio')
    await fitsHand(page, form)
    await form.getByRole('button', { name: 'Guardar' }).tap()
    await form.waitFor({ state: 'detached' })
    await page.getByText('Estante 3').first().waitFor()
    await done()
  },

  'a lot is entered, frozen and thawed, and its history says so': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const code = `E2E-${tag().toUpperCase()}`
    await enterLot(page, { item: 'Croissant', code, quantity: '24' })
    await moreAct(page, 'Congelar')
    await page.getByRole('dialog').getByLabel('Cantidad').fill('12')
    await page.getByRole('dialog').getByRole('button', { name: 'Congelar' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Congelado', { exact: true }).first().waitFor()
    await page.getByRole('row', { name: /Transformación, entrada.*\+12 piezas/ }).waitFor()
    await moreAct(page, 'Descongelar')
    await page.getByRole('dialog').getByText(/debe decir «descongelado»/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Descongelar' }).click()
    await page.getByText('Descongelado', { exact: true }).first().waitFor()
    // Frozen once is enough: it is not offered again.
    await page.getByRole('button', { name: 'Más acciones' }).click()
    assert.equal(await page.getByRole('menuitem', { name: 'Congelar', exact: true }).count(), 0)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Rastrear' }).click()
    await page.getByText('De qué se hizo', { exact: true }).first().click()
    await page.getByRole('heading', { name: 'De qué se hizo' }).waitFor()
    await page.getByRole('button', { name: `Plegar o desplegar: Croissant ${code}` }).first().waitFor()
    await done()
  },

  'a lot is blocked, released and moved with reasons, and the list goes into a spreadsheet': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const code = `E2E-${tag().toUpperCase()}`
    await enterLot(page, { item: 'Sal marina', code, quantity: '3,5' })
    await moreAct(page, 'Bloquear')
    await page.getByRole('dialog').getByLabel('Motivo').fill('Saco roto')
    await page.getByRole('dialog').getByRole('button', { name: 'Bloquear' }).click()
    await page.getByText('Bloqueado', { exact: true }).first().waitFor()
    await moreAct(page, 'Liberar')
    await page.getByRole('dialog').getByLabel('Motivo').fill('Estaba bien')
    await page.getByRole('dialog').getByRole('button', { name: 'Liberar' }).click()
    await page.getByText('Disponible', { exact: true }).nth(1).waitFor()
    await moreAct(page, 'Trasladar')
    await choose(page, 'Adónde', 'Tienda Deusto')
    await page.getByRole('dialog').getByLabel('Cantidad').fill('1')
    await page.getByRole('dialog').getByRole('button', { name: 'Trasladar' }).click()
    await page.getByRole('row', { name: /Traslado enviado/ }).waitFor()
    await go(page, `/app/operations/inventory/lots?q=${code}`)
    const name = await fileOf(page, async () => { await page.getByRole('button', { name: 'Exportar' }).click(); await page.getByRole('menuitem', { name: /CSV/ }).click() })
    assert.match(name, /^lotes-.*\.csv$/)
    await done()
  },

  'a count is blind, and what moved meanwhile is counted again before anything is booked': async ({ browser, place }) => {
    const { page, context, done } = await signedIn(browser, place)
    const code = `E2E-${tag().toUpperCase()}`
    await enterLot(page, { item: 'Azúcar', code, quantity: '10', location: 'Tienda Deusto' })
    const lotPage = page.url()
    await go(page, '/app/operations/inventory/counts')
    await page.getByRole('button', { name: 'Nuevo recuento' }).first().click()
    await choose(page, 'Dónde', 'Tienda Deusto', page.getByRole('dialog'))
    await page.getByRole('dialog').getByRole('button', { name: 'Empezar a contar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Recuento: Tienda Deusto' }).waitFor()
    // Nothing on the screen says how much the books expect.
    assert.equal(await page.getByText('10 kg').count(), 0)
    await page.getByLabel(`Contado: Azúcar, lote ${code}`).fill('9')
    await page.getByRole('button', { name: 'Guardar 1 cantidad' }).click()
    await page.getByText('1 cantidad guardada').waitFor()
    const other = await context.newPage()
    await go(other, lotPage)
    await other.getByRole('button', { name: 'Tirar', exact: true }).click()
    await other.getByRole('dialog').getByLabel('Cantidad').fill('2')
    await other.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click()
    await other.getByRole('dialog').waitFor({ state: 'detached' })
    await other.close()
    await page.getByRole('button', { name: 'Ver diferencias' }).click()
    await choose(page, `Motivo: Azúcar, lote ${code}`, 'Pérdida')
    await page.getByRole('button', { name: 'Anotar y cerrar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Anotar y cerrar' }).click()
    await page.getByRole('alert').getByText(new RegExp(`Azúcar \\(${code}\\)`)).waitFor()
    await page.getByLabel(`Contado: Azúcar, lote ${code}`).fill('7,5')
    await page.getByRole('button', { name: 'Guardar 1 cantidad' }).click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Ver diferencias' }).click()
    // The reason given before is still there.
    await page.getByRole('row', { name: new RegExp(`${code}.*8 kg.*7,5 kg.*-0,5 kg`) }).waitFor()
    await page.getByRole('button', { name: 'Anotar y cerrar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Anotar y cerrar' }).click()
    await page.getByText('Recuento cerrado: 1 diferencia anotada').waitFor()
    await page.getByText('Anotado', { exact: true }).first().waitFor()
    await done()
  },

  'two people who count the same lot see both numbers': async ({ browser, place }) => {
    const { page, context, done } = await signedIn(browser, place)
    const code = `E2E-${tag().toUpperCase()}`
    await enterLot(page, { item: 'Azúcar', code, quantity: '6', location: 'Tienda Alde Zaharra' })
    await go(page, '/app/operations/inventory/counts')
    await page.getByRole('button', { name: 'Nuevo recuento' }).first().click()
    await choose(page, 'Dónde', 'Tienda Alde Zaharra', page.getByRole('dialog'))
    await page.getByRole('dialog').getByRole('button', { name: 'Empezar a contar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Recuento: Tienda Alde Zaharra' }).waitFor()
    const field = `Contado: Azúcar, lote ${code}`
    const other = await context.newPage()
    await go(other, page.url())
    await other.getByLabel(field).fill('5')
    await page.getByLabel(field).fill('4')
    await page.getByRole('button', { name: 'Guardar 1 cantidad' }).click()
    await page.getByText('1 cantidad guardada').waitFor()
    await other.getByRole('button', { name: 'Guardar 1 cantidad' }).click()
    const notice = other.getByRole('alert').filter({ hasText: code })
    await notice.getByText('4 kg').waitFor()
    await notice.getByText('5 kg').waitFor()
    await notice.getByRole('button').first().click()
    await other.getByText('1 cantidad guardada').waitFor()
    await other.getByText('5 kg').first().waitFor()
    await other.getByRole('button', { name: 'Dejar el recuento' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Dejar el recuento' }).click()
    await other.getByText('Anulado', { exact: true }).first().waitFor()
    await done()
  },

  'a scanned lot is drilled, recalled, told, emptied and closed': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const code = `E2E-${tag().toUpperCase()}`
    await enterLot(page, { item: 'Harina de fuerza W300', code, quantity: '5' })
    await go(page, '/app/operations/recall')
    await page.getByLabel('Lote, artículo o código de barras').fill(code)
    await page.getByRole('list', { name: 'Lotes encontrados' }).getByRole('button').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: `Harina de fuerza W300 · ${code}` }).waitFor()
    await page.getByRole('button', { name: 'Hacer un simulacro' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hacer un simulacro' }).click()
    await page.getByRole('heading', { level: 1, name: /^Simulacro REC-/ }).waitFor()
    await page.getByText(/^0,\d+ s$/).first().waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Retirar', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Motivo').fill('Aviso del molino')
    await page.getByRole('dialog').getByRole('button', { name: 'Retirar y bloquear' }).click()
    await page.getByRole('heading', { level: 1, name: /^Retirada REC-/ }).waitFor()
    await page.getByRole('row', { name: new RegExp(`${code}.*Bloqueado`) }).waitFor()
    assert.match(await fileOf(page, () => page.getByRole('button', { name: 'Hoja de retirada' }).click()), /^REC-.*\.pdf$/)
    await page.getByRole('button', { name: 'Cerrar la retirada' }).click()
    await page.getByRole('dialog').getByLabel('Resultado').fill('Todo destruido')
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrar la retirada' }).click()
    // While flour of it lies about it stays open.
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancelar' }).click()
    await page.getByRole('row', { name: new RegExp(code) }).first().getByRole('link').click()
    await page.getByRole('button', { name: 'Tirar', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goBack()
    await page.getByText('No queda nada de ello.').waitFor()
    await page.getByRole('button', { name: 'Cerrar la retirada' }).click()
    await page.getByRole('dialog').getByLabel('Resultado').fill('Todo destruido')
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrar la retirada' }).click()
    await page.getByText('Cerrada', { exact: true }).first().waitFor()
    await done()
  },

  'a value out of range is closed only by a corrective action, and the month is printed and proved': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await go(page, '/app/operations/haccp')
    await page.getByRole('button', { name: 'Anotar: Cámara frigorífica' }).click()
    await page.getByRole('dialog').getByLabel('Valor').fill('7,2')
    await page.getByRole('dialog').getByText(/Fuera de límites/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Anotar' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Acción correctora: Cámara frigorífica' }).click()
    const form = page.getByRole('dialog')
    assert.equal(await form.getByRole('button', { name: 'Acción correctora' }).isDisabled(), true)
    await form.getByLabel('Causa').fill('Puerta abierta')
    await form.getByLabel('Qué se ha hecho').fill('Cerrada y vigilada')
    await form.getByRole('button', { name: 'Acción correctora' }).click()
    await page.getByText('Desviación cerrada').waitFor()
    await page.getByRole('button', { name: 'Acción correctora: Cámara frigorífica' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Firmar: Limpieza de cierre' }).click()
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.check()
    await page.getByRole('dialog').getByLabel('Firma').fill('Ane')
    await page.getByRole('dialog').getByRole('button', { name: 'Firmar' }).click()
    await page.getByText('Limpieza de cierre: firmado').waitFor()
    await page.getByRole('link', { name: 'Registros y mes' }).click()
    await settled(page)
    assert.match(await fileOf(page, () => page.getByRole('button', { name: 'Imprimir el mes' }).click()), /^haccp-\d{4}-\d{2}\.pdf$/)
    await page.getByRole('button', { name: 'Comprobar' }).click()
    await page.getByText(/^Intacto: \d+ registros/).waitFor()
    await page.getByText('Acciones', { exact: true }).click()
    await page.getByRole('row', { name: /Puerta abierta/ }).first().waitFor()
    await done()
  },

  'waste takes three taps on a phone, and can be undone': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, { width: 390, height: 844 })
    await enterLot(page, { item: 'Barra', code: `E2E-${tag().toUpperCase()}`, quantity: '20', location: 'Tienda Alde Zaharra' })
    await go(page, '/app/shop/waste')
    const sent = []
    page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/inventory/waste')) sent.push(JSON.parse(request.postData())) })
    const tap = async (name) => { const tile = page.getByRole('button', { name, exact: true }); const box = await tile.boundingBox(); assert.ok(box.height >= 44 && box.width >= 44, `${name}: ${box.width} × ${box.height}`); await tile.click() }
    await tap('Barra')
    await tap('3')
    await tap('Sin vender')
    await page.getByText('3 × Barra: Donación').waitFor()
    await page.getByRole('button', { name: 'Deshacer' }).click()
    await tap('Barra')
    await tap('2')
    await tap('Dañado')
    // Leaving the page sends what still waits.
    const booked = page.waitForResponse((response) => response.url().endsWith('/inventory/waste') && response.request().method() === 'POST')
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
    assert.equal((await booked).status(), 201)
    assert.deepEqual(sent.map((waste) => [waste.quantity, waste.reason]), [['2', 'damaged']])
    await done()
  },

  'food is given away with its paper, and the report counts it': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await enterLot(page, { item: 'Barra', code: `E2E-${tag().toUpperCase()}`, quantity: '12', location: 'Tienda Alde Zaharra' })
    await go(page, '/app/operations/inventory/donations')
    await page.getByRole('button', { name: 'Nueva donación' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Para quién').fill('Banco de alimentos')
    await choose(page, 'Desde', 'Tienda Alde Zaharra', form)
    await form.getByRole('combobox', { name: 'Artículo' }).click()
    await page.getByRole('option', { name: /^Barra ·/ }).click()
    await form.getByLabel('Cantidad').fill('4')
    await form.getByRole('button', { name: 'Anotar la donación' }).click()
    await page.getByRole('dialog').getByText(/DON-/).first().waitFor()
    assert.match(await fileOf(page, () => page.getByRole('button', { name: 'Imprimir el papel' }).click()), /^DON-.*\.pdf$/)
    await go(page, '/app/analytics/sustainability')
    await page.getByRole('heading', { name: 'Menos desperdicio (ODS 12.3)' }).waitFor()
    assert.match(await fileOf(page, () => page.getByRole('button', { name: 'Imprimir' }).click()), /^sustainability-.*\.pdf$/)
    await go(page, '/app/analytics/waste')
    await page.getByRole('row', { name: /^Pienso/ }).waitFor()
    await done()
  },

  'a freezer is added and offered when a lot is entered': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const name = `Congelador ${tag()}`
    await go(page, '/app/database/storage')
    await page.getByRole('button', { name: 'Nuevo sitio' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nombre').fill(name)
    await choose(page, 'Conservación', 'Congelado', form)
    await choose(page, 'Dónde', 'Obrador Zorrotza', form)
    await form.getByLabel('Mínima').fill('-25')
    await form.getByLabel('Máxima').fill('-18')
    await form.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('row', { name: new RegExp(`${name}.*-25 … -18 °C`) }).waitFor()
    await go(page, '/app/operations/inventory/lots')
    await page.getByRole('button', { name: 'Anotar un lote' }).first().click()
    await page.getByRole('dialog').getByLabel('Sitio').fill(name.slice(0, 14))
    await page.getByRole('option', { name }).waitFor()
    await done()
  },
}
