import assert from 'node:assert/strict'
import { choose, settled, signedIn, tag, tomorrow } from './browser.mjs'

/** Makes the day's shipments and puts what the first shop's needs into the store, over the interface of the product. */
async function shopWithGoods(page, lot) {
  return page.evaluate(async ([code, date]) => {
    const refreshed = await (await fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: '{}' })).json()
    const call = async (path, body) => {
      const answer = await fetch(`/api/v1${path}`, { method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json', authorization: `Bearer ${refreshed.access_token}` }, ...(body ? { body: JSON.stringify(body) } : {}) })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }
    const [tenant] = (await call('/tenants')).items
    const { items } = await call(`/tenants/${tenant.id}/orders/distribution/shipments`, { date })
    const shipment = items.find((row) => row.shop_id && row.status === 'pending')
    for (const line of shipment.stops[0].lines)
      await call(`/tenants/${tenant.id}/inventory/lots`, { item_id: line.item_id, lot_code: code, location_id: shipment.from_location_id, quantity: line.quantity, unit_cost: '0.30', expires_on: date, event_time: null })
    return shipment.shipment_number
  }, [lot, tomorrow()])
}

export const tests = {
  'a shipment is packed, sent, handed over, and a part of it comes back': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const lot = `HOY-${tag()}`
    const number = await shopWithGoods(page, lot)
    await page.goto(`/app/operations/distribution?date=${tomorrow()}`)
    await settled(page)
    const card = page.locator('section', { hasText: number })
    await card.getByRole('button', { name: 'Preparado' }).click()
    await card.getByText(lot).first().waitFor()
    const paper = page.waitForEvent('download')
    await card.getByRole('button', { name: /^Albarán DN-/ }).click()
    assert.match((await paper).suggestedFilename(), /^DN-\d{8}-\d{4}\.pdf$/)
    await card.getByRole('button', { name: 'Sale de casa' }).click()
    await card.getByText('En camino', { exact: true }).waitFor()
    await card.getByRole('button', { name: 'Entregado', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Quién lo recibe').fill('Miren')
    await page.getByRole('dialog').getByRole('button', { name: 'Entregado' }).click()
    await card.getByText(/· Miren$/).waitFor()
    await card.getByRole('button', { name: 'Anotar una devolución' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Producto' }).click()
    await page.getByRole('option').first().click()
    await dialog.getByLabel('Cantidad').fill('1')
    await choose(page, 'Destino', 'Compost', dialog)
    await dialog.getByRole('button', { name: 'Anotar', exact: true }).click()
    await card.getByText('Compost', { exact: true }).waitFor()
    await done()
  },

  'a product is divided by hand and given back to the rule': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto(`/app/operations/production/allocation?date=${tomorrow()}`)
    await settled(page)
    await page.getByRole('button', { name: /^Repartir a mano/ }).first().click()
    const dialog = page.getByRole('dialog')
    const parts = dialog.getByRole('textbox')
    const [one, other] = [Number(await parts.nth(0).inputValue()), Number(await parts.nth(1).inputValue())]
    await parts.nth(0).fill(String(one + 1))
    assert.ok(await dialog.getByRole('button', { name: 'Guardar' }).isDisabled())
    await parts.nth(1).fill(String(other - 1))
    await dialog.getByRole('button', { name: 'Guardar' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('A mano', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: /^Repartir a mano/ }).first().click()
    await page.getByRole('button', { name: 'Volver al reparto automático' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await page.getByText('A mano', { exact: true }).count(), 0)
    await done()
  },
}
