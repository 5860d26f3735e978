import assert from 'node:assert/strict'
import { fitsHand, phone, picture, settled, signedIn, tabTo, tag } from './browser.mjs'

const procurement = '/app/operations/procurement'

/** Makes an order of the first supplier with the keyboard alone, and returns its number. */
async function orderByKeyboard(page) {
  await page.goto(`${procurement}/orders/new`)
  await settled(page)
  await tabTo(page, /^Proveedor/)
  await page.keyboard.type('Har')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, /^Añadir línea/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^Artículo:/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, /^Envases:/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('12')
  await tabTo(page, /^Notas/)
  await page.keyboard.type(`Teclado ${tag()}`)
  await tabTo(page, /^Guardar/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/orders\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: 'Más acciones' }).waitFor()
  return (await page.getByRole('dialog').getByRole('heading').first().textContent()).trim()
}

/** An order that the supplier has, made over the interface of the product. */
async function sentOrder(page) {
  return page.evaluate(async () => {
    const call = async (path, body) => {
      const token = (await (await fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: '{}' })).json()).access_token
      const tenant = (await (await fetch('/api/v1/tenants', { headers: { authorization: `Bearer ${token}` } })).json()).items[0].id
      const answer = await fetch(`/api/v1/tenants/${tenant}${path}`, { method: body ? 'POST' : 'GET', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })
      return answer.json()
    }
    const supplier = (await call('/suppliers')).items[0]
    const price = (await call(`/suppliers/${supplier.id}/price-lists`)).items[0]
    const order = await call('/procurement/purchase-orders', { supplier_id: supplier.id, lines: [{ item_id: price.item_id, packs: 12 }] })
    const at = `/procurement/purchase-orders/${order.id}`
    const submitted = await call(`${at}/submit`, { minimum_override_reason: 'Prueba.' })
    if (submitted.status === 'pending_approval') await call(`${at}/approve`, {})
    await call(`${at}/send`, {})
    return { id: order.id, number: order.po_number }
  })
}

export const tests = {
  'by keyboard alone: a purchase order is made, saved and approved in its modal': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const number = await orderByKeyboard(page)
    assert.match(number, /^PO-\d{8}-\d{4}/)
    await tabTo(page, /^Aprobar/)
    await page.keyboard.press('Enter')
    await page.getByText(/Por aprobar|Aprobado|Enviado/).first().waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/procurement$/)
    await done()
  },

  'by touch at 390 pixels: a purchase order is changed and saved in its modal': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, phone)
    const number = await orderByKeyboard(page)
    const dialog = page.getByRole('dialog')
    const packs = dialog.getByRole('textbox', { name: /^Envases:/ })
    await packs.tap()
    await packs.fill('14')
    await fitsHand(page, dialog)
    await dialog.getByRole('button', { name: 'Guardar' }).tap()
    await page.getByText(`${number} guardado`).first().waitFor()
    await done()
  },

  'a price list from a file is shown, mended, imported and taken back': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/database/suppliers')
    await settled(page)
    await page.getByRole('button', { name: 'Harinas' }).first().click()
    await page.getByRole('dialog').getByRole('link').first().click()
    await page.getByRole('link', { name: 'Desde un fichero' }).click()
    const name = `Trigo de la casa ${tag()}`
    await page.setInputFiles('input[type=file]', { name: 'tarifa.csv', mimeType: 'text/csv', buffer: Buffer.from(`Artículo;Formato;Precio por kg\n${name};Saco 25 kg;0,7?\nHarina de fuerza W300;Saco 25 kg;0,91\n`, 'latin1') })
    await page.getByLabel('Fila 2, Precio por kg').fill('0,70')
    await page.getByRole('button', { name: 'Comprobar los cambios' }).click()
    const meaning = page.getByRole('combobox', { name: `Es este artículo: ${name}` })
    await meaning.fill('Harina panificable')
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Importar 2 precios' }).click()
    await page.getByText('Precios importados').first().waitFor()
    await page.getByRole('button', { name: 'Deshacer la importación' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deshacer la importación' }).click()
    await page.getByText('Importación deshecha').first().waitFor()
    await done()
  },

  'goods are received on a phone: more than one lot, one refused, and the rest stays open': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, { width: 390, height: 844 })
    const order = await sentOrder(page)
    await page.goto(`${procurement}/orders/${order.id}`)
    await settled(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Más acciones' }).click()
    await page.getByRole('menuitem', { name: 'Recibir género' }).click()
    const form = page.getByRole('dialog', { name: new RegExp(`Recepción de ${order.number}`) })
    const book = form.getByRole('button', { name: 'Dar entrada' })
    assert.equal(await book.isDisabled(), true)
    await form.getByText('Falta escribir un lote.').waitFor()
    await form.getByLabel('Entregado').first().fill('100')
    await form.getByLabel('Lote').first().fill('E2E-A')
    await form.getByRole('button', { name: 'Llegó más de un lote' }).first().click()
    await form.getByLabel('Entregado').nth(1).fill('50')
    await form.getByLabel('Lote').nth(1).fill('E2E-B')
    await form.getByLabel('Rechazado').nth(1).fill('50')
    await form.getByLabel('Por qué se rechaza').fill('Sacos rotos')
    await form.locator('input[type=file]').nth(1).setInputFiles(picture)
    await form.getByRole('img', { name: 'La foto elegida' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
    await book.click()
    await page.getByText(`Género de ${order.number} recibido`).waitFor()
    await page.goto(`${procurement}/receipts`)
    await settled(page)
    await page.getByText(/^GR-/).first().click()
    await page.getByRole('dialog').getByText('Sacos rotos').waitFor()
    await page.getByRole('dialog').getByText('E2E-A').waitFor()
    await page.getByRole('button', { name: 'Ver foto: E2E-B' }).click()
    await page.getByRole('img', { name: 'E2E-B' }).waitFor()
    await done()
  },

  'an invoice is captured from what came and its difference is named': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto(`${procurement}/invoices?open=new`)
    await settled(page)
    const form = page.getByRole('dialog')
    await form.getByRole('combobox', { name: 'Pedido' }).click()
    await page.getByRole('option').first().click()
    await form.getByRole('textbox', { name: 'Factura', exact: true }).fill(`E2E-${tag()}`)
    const price = form.getByRole('textbox', { name: /^Precio:/ }).first()
    await price.fill('9,99')
    await form.getByLabel('IVA').fill('1')
    await form.getByRole('button', { name: 'Comparar' }).click()
    await page.getByText('Un precio o la suma no es lo acordado.').waitFor()
    await page.getByRole('button', { name: 'Aceptar la diferencia' }).click()
    await page.getByRole('textbox', { name: 'Motivo' }).fill('Acordado por teléfono')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Aceptar la diferencia' }).click()
    await page.getByText('Aprobada', { exact: true }).first().waitFor()
    await done()
  },
}
