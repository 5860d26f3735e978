import assert from 'node:assert/strict'
import { settled, signedIn, tag } from './browser.mjs'

const procurement = '/app/operations/procurement'

/** Presses Tab until the focus is on something with this name; a keyboard user has no other way. */
async function tabTo(page, name) {
  for (let step = 0; step < 80; step += 1) {
    const here = await page.evaluate(() => {
      const element = document.activeElement
      if (!element) return ''
      const labelled = element.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
      return element.getAttribute('aria-label') || labelled || element.labels?.[0]?.textContent || element.textContent || ''
    })
    if (name.test(here.trim())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}

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
  'a purchase order is made, saved and approved by keyboard alone': async ({ browser, place }) => {
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

  'a purchase order is changed and saved by touch at 390 pixels': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, { width: 390, height: 844 })
    const number = await orderByKeyboard(page)
    const dialog = page.getByRole('dialog')
    const packs = dialog.getByRole('textbox', { name: /^Envases:/ })
    await packs.click()
    await packs.fill('14')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
    // What a thumb has to hit is large enough.
    for (const button of await dialog.getByRole('button').all()) if (await button.isVisible()) assert.ok((await button.boundingBox()).height >= 24, await button.textContent())
    await dialog.getByRole('button', { name: 'Guardar' }).click()
    await page.getByText(`${number} guardado`).first().waitFor()
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
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
    await book.click()
    await page.getByText(`Género de ${order.number} recibido`).waitFor()
    await page.goto(`${procurement}/receipts`)
    await settled(page)
    await page.getByText(/^GR-/).first().click()
    await page.getByRole('dialog').getByText('Sacos rotos').waitFor()
    await page.getByRole('dialog').getByText('E2E-A').waitFor()
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
