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
mkdirSync(folder, { recursive: true })

const only = (record, names) => Object.fromEntries(names.map((name) => [name, record[name]]))
const ofOrganisation = ['name', 'legal_name', 'tax_id', 'tax_territory', 'email', 'phone', 'city', 'business_model', 'time_zone', 'language']
const ofSupplier = ['code', 'name', 'tax_id', 'address', 'latitude', 'longitude', 'delivery_zones', 'email', 'phone', 'categories', 'payment_terms', 'lead_time_days', 'delivery_weekdays', 'cutoff_time', 'closed_dates', 'minimum_order_amount', 'free_delivery_amount', 'channel', 'language']

function keep(name, language, pdf) {
  const file = resolve(folder, `${name}-${language}.pdf`)
  writeFileSync(file, pdf)
  execFileSync('pdftoppm', ['-png', '-r', '110', file, file.slice(0, -'.pdf'.length)])
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

/** The notes of tomorrow's stops: what is there is packed first. */
async function deliveryNotes() {
  await bakery.post('/orders/distribution/shipments', { date: day })
  const { items } = await bakery.get(`/orders/distribution/shipments?date=${day}&limit=50`)
  const notes = []
  for (const { id, status } of items) {
    const shipment = status === 'pending' ? await bakery.post(`/orders/distribution/shipments/${id}/pack`).catch(() => null) : await bakery.get(`/orders/distribution/shipments/${id}`)
    if (shipment) notes.push(...shipment.stops.map((stop) => stop.id))
  }
  return notes
}

const organisation = only(await bakery.get(''), ofOrganisation)
const product = (await bakery.get('/inventory/items?limit=200')).items.filter((item) => item.item_type === 'finished_product')
const recipes = (await bakery.get('/recipes?limit=200')).items
const first = async (path) => (await bakery.get(path)).items[0]
const [recall, donation, count] = [await first('/inventory/recalls'), await first('/inventory/donations'), await first('/inventory/stock/counts')]
const notes = await deliveryNotes()
const browser = await launch()
try {
  for (const language of ['es', 'eu']) {
    await bakery.patch('', { ...organisation, language })
    keep('purchase-order', language, await purchaseOrder(language))
    for (const size of ['a4', 'a5']) {
      for (const [name, path] of [['bake-sheet', `/production/bake-sheet/${day}?format=pdf`], ['mix-cards', `/production/mix-cards/${day}?format=pdf`], ['packing-list', `/orders/distribution/packing-lists?date=${day}&format=pdf`], ['schedule', `/production/schedule/sheet?date=${day}`]])
        keep(`${name}-${size}`, language, await bakery.file(`${path}&size=${size}`.replace(/^([^?]*)&/, '$1?')))
    }
    for (const [index, note] of notes.slice(0, 2).entries()) keep(`delivery-note-${index + 1}`, language, await bakery.file(`/orders/distribution/delivery-notes/${note}/pdf`))
    for (const kind of ['label', 'card']) {
      for (const lang of language === 'es' ? ['es', 'es,eu'] : ['eu']) {
        for (const recipe of recipes) {
          const pdf = await bakery.file(`/recipes/${recipe.id}/label?format=pdf&kind=${kind}&lang=${lang}&lot=L-2611&date=${day}`).catch(() => null)
          if (pdf) keep(`${kind}-${recipe.id.slice(-4)}-${lang.replace(',', '-')}`, language, pdf)
        }
      }
    }
    if (recall) keep('recall', language, await bakery.file(`/inventory/recalls/${recall.id}/report?format=pdf`))
    if (donation) keep('donation', language, await bakery.file(`/inventory/donations/${donation.id}/pdf`))
    keep('self-control-month', language, await bakery.file(`/inventory/haccp/monthly-file?month=${day.slice(0, 7)}&format=pdf`))
    keep('sustainability', language, await bakery.file(`/inventory/sustainability/report?from=${day.slice(0, 7)}-01&to=${day}&format=pdf`))
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
  await browser.close()
}
console.log(`\n${product.length} products, ${folder}`)
