// Every printed paper as pictures, in Spanish and Basque, from a running product (./bakery up): node e2e/papers.mjs [FOLDER]. Needs pdftoppm.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { launch, open, settled, signIn, target, tomorrow } from './browser.mjs'
import { office } from './tablet.mjs'

const folder = resolve(process.argv[2] ?? 'papers')
const place = target()
const bakery = await office(place)
const day = tomorrow()
// The demo schedules the day it was loaded; tomorrow is scheduled when its plan is approved.
const scheduled = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
mkdirSync(folder, { recursive: true })
let printed = 0

const only = (record, names) => Object.fromEntries(names.map((name) => [name, record[name]]))
const ofOrganisation = ['name', 'legal_name', 'tax_id', 'tax_territory', 'email', 'phone', 'city', 'business_model', 'time_zone', 'language']
const ofSupplier = ['code', 'name', 'tax_id', 'address', 'latitude', 'longitude', 'delivery_zones', 'email', 'phone', 'categories', 'payment_terms', 'lead_time_days', 'delivery_weekdays', 'cutoff_time', 'closed_dates', 'minimum_order_amount', 'free_delivery_amount', 'channel', 'language']

function keep(name, language, pdf) {
  const file = resolve(folder, `${name}-${language}.pdf`)
  writeFileSync(file, pdf)
  execFileSync('pdftoppm', ['-png', '-r', '110', file, file.slice(0, -'.pdf'.length)])
  printed += 1
  process.stdout.write('.')
}

/** An order as its supplier gets it, written for the picture and taken away again. */
async function purchaseOrder(language) {
  const row = (await bakery.get('/suppliers')).items[0]
  const supplier = { id: row.id, data: only(row, ofSupplier) }
  const { items } = await bakery.get(`/suppliers/${supplier.id}/price-lists`)
  await bakery.put(`/suppliers/${supplier.id}`, { ...supplier.data, language })
  const order = await bakery.post('/procurement/purchase-orders', { supplier_id: supplier.id, notes: 'Entrar por la puerta de atrás.', lines: items.map((price) => ({ item_id: price.item_id, packs: 12, item_notes: 'Palet entero' })) })
  const pdf = await bakery.file(`/procurement/purchase-orders/${order.id}/pdf`)
  await bakery.post(`/procurement/purchase-orders/${order.id}/cancel`, { reason: 'Prueba de impresión' })
  await bakery.put(`/suppliers/${supplier.id}`, supplier.data)
  return pdf
}

/** A paper, or what was refused and why. */
async function paper(name, language, path) {
  const pdf = await bakery.file(path).catch((error) => { refused.push(`${name}, ${language}: ${error.message}`) })
  if (pdf) keep(name, language, pdf)
}

/** What tomorrow's shipments take: before the night's bake it is lent for the print and taken away again. */
async function lend(shipments) {
  const needs = new Map()
  for (const shipment of shipments) for (const { lines } of shipment.stops) for (const { item_id, quantity } of lines) needs.set(`${shipment.from_location_id} ${item_id}`, (needs.get(`${shipment.from_location_id} ${item_id}`) ?? 0) + Number(quantity))
  const [lots, reason_code] = [[], 'print_trial']
  for (const [key, quantity] of needs) {
    const [location_id, item_id] = key.split(' ')
    const { sku } = items.find((item) => item.id === item_id)
    const lot_code = `${sku}-${day.slice(2).replaceAll('-', '')}`
    let lot = (await bakery.get(`/inventory/lots?item_id=${item_id}&location_id=${location_id}&limit=200`)).items.find((known) => known.lot_code === lot_code)
    if (lot) await bakery.post('/inventory/stock/adjust', { lines: [{ lot_id: lot.id, change: String(quantity), reason_code }] })
    else lot = await bakery.post('/inventory/lots', { item_id, location_id, lot_code, quantity: String(quantity), unit_cost: '0', expires_on: day, stage: 'baked' })
    lots.push({ lot_id: lot.id, change: String(-quantity), reason_code })
  }
  return () => bakery.post('/inventory/stock/adjust', { lines: lots })
}

const planned = async () => (await bakery.post('/orders/distribution/shipments', { date: day })).items

/** The notes of tomorrow's stops, in the language of who gets them; the shipments are packed for it and planned anew. */
async function deliveryNotes(language) {
  const shipments = (await planned()).filter((shipment) => shipment.status === 'pending')
  if (shipments.length === 0) return refused.push(`delivery-note, ${language}: no pending shipment on ${day}`)
  const giveBack = await lend(shipments)
  try {
    for (const { id } of shipments) {
      const { stops } = await bakery.post(`/orders/distribution/shipments/${id}/pack`)
      for (const stop of stops) await paper(`delivery-note-${stop.name.replaceAll(/[^\p{L}\d]+/gu, '-')}`, language, `/orders/distribution/delivery-notes/${stop.id}/pdf`)
      await bakery.post(`/orders/distribution/shipments/${id}/cancel`, { reason: 'Prueba de impresión' })
    }
  } finally {
    await giveBack()
    await planned()
  }
}

/** Labels and counter cards of every product, alone in a language and in both. */
async function labels(language) {
  for (const recipe of recipes) {
    for (const { product_item_id } of (await bakery.get(`/recipes/${recipe.id}`)).current.content.shapes ?? []) {
      const { sku } = items.find((item) => item.id === product_item_id)
      for (const kind of ['label', 'card']) {
        for (const lang of language === 'es' ? ['es', 'both'] : ['eu'])
          await paper(`${kind}-${sku}${lang === 'both' ? '-both' : ''}`, language, `/recipes/${recipe.id}/label?format=pdf&kind=${kind}&product_item_id=${product_item_id}&lang=${lang}&date=${day}${kind === 'label' ? `&lot=${sku}-${day}` : ''}`)
      }
    }
  }
}

/** The recall's report, and the letter to the first who got something. */
async function recalls(language) {
  if (!recall) return refused.push(`recall, ${language}: none was opened`)
  await paper('recall', language, `/inventory/recalls/${recall.id}/report?format=pdf`)
  const { forward } = await bakery.get(`/inventory/recalls/${recall.id}`)
  if (forward.recipients.length === 0) refused.push(`recall-letter, ${language}: nobody got anything of ${recall.number}`)
  else await paper('recall-letter', language, `/inventory/recalls/${recall.id}/letter?recipient_id=${forward.recipients[0].id}`)
}

const refused = []
const organisation = only(await bakery.get(''), ofOrganisation)
const { items } = await bakery.get('/inventory/items?limit=200')
const recipes = (await bakery.get('/recipes?limit=200')).items
const first = async (path) => (await bakery.get(path)).items[0]
const [recall, donation, count] = [await first('/inventory/recalls'), await first('/inventory/donations'), await first('/inventory/stock/counts')]
const browser = await launch()
try {
  for (const language of ['es', 'eu']) {
    await bakery.patch('', { ...organisation, language })
    keep('purchase-order', language, await purchaseOrder(language))
    for (const size of ['a4', 'a5']) {
      for (const [name, path] of [['bake-sheet', `/production/bake-sheet/${day}?format=pdf`], ['mix-cards', `/production/mix-cards/${day}?format=pdf`], ['packing-list', `/orders/distribution/packing-lists?date=${day}&format=pdf`], ['schedule', `/production/schedule/sheet?date=${scheduled}`]])
        await paper(`${name}-${size}`, language, `${path}&size=${size}`.replace(/^([^?]*)&/, '$1?'))
    }
    await deliveryNotes(language)
    await labels(language)
    await recalls(language)
    if (donation) await paper('donation', language, `/inventory/donations/${donation.id}/pdf`)
    else refused.push(`donation, ${language}: none was made`)
    await paper('self-control-month', language, `/inventory/haccp/monthly-file?month=${day.slice(0, 7)}&format=pdf`)
    await paper('sustainability', language, `/inventory/sustainability/report?from=${day.slice(0, 7)}-01&to=${day}&format=pdf`)
    if (count) {
      // A count is printed by the browser, as every table is.
      const context = await open(browser, place, { language })
      const page = await context.newPage()
      await signIn(page, place)
      await page.goto(`/app/operations/inventory/counts/${count.id}`)
      await settled(page)
      keep('count', language, await page.pdf({ format: 'A4' }))
      await context.close()
    }
  }
} finally {
  await bakery.patch('', organisation)
  await planned()
  await browser.close()
}
console.log(`\n${printed} papers in ${folder}`)
for (const line of refused) console.log(`refused: ${line}`)
if (refused.length > 0) process.exitCode = 1
