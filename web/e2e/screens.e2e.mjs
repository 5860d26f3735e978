import assert from 'node:assert/strict'
import { choose, open, settled, signedIn, tag } from './browser.mjs'

function tillFile() {
  const lines = ['Fecha;Hora;Ticket;Artículo;Uds.;Importe', '20/11/2026;09:01;T-1;Barra de pueblo e2e;2;2,40', '20/11/2026;09:05;T-2;Palmera e2e;3;4,50', '20/11/2026;09:09;T-3;Barra de pueblo e2e;1;1,20']
  return { name: 'caja-e2e.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n'), 'latin1') }
}

export const tests = {
  'a demo starts in the browser and is a bakery of its own': async ({ browser, place }) => {
    const context = await open(browser, place)
    const page = await context.newPage()
    const problems = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('response', (response) => { if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`) })
    await page.goto('/demo')
    await page.getByRole('button', { name: 'Entrar' }).first().click()
    await page.waitForURL('**/app/dashboard', { timeout: 180_000 })
    await settled(page)
    assert.ok((await page.getByRole('heading', { level: 1 }).textContent()).trim().length > 3)
    // Moving about keeps the demo's session; the list shows its generated products.
    await page.getByRole('navigation', { name: 'Navegación principal' }).getByRole('link', { name: 'Almacén' }).click()
    await page.getByRole('row').nth(3).waitFor()
    await page.getByRole('navigation', { name: 'Navegación principal' }).getByRole('link', { name: 'Mañana', exact: true }).click()
    await settled(page)
    await page.getByRole('heading', { level: 1, name: 'Qué horneamos mañana' }).waitFor()
    await context.close()
    assert.deepEqual(problems, [])
  },

  "a till's file goes in, comes again without effect, and its products are recognised": async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const name = `Caja ${tag()}`
    await page.goto('/app/operations/pos')
    await settled(page)
    await page.getByRole('button', { name: 'Nueva caja' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nombre').fill(name)
    await form.getByRole('button', { name: 'Guardar' }).click()
    await form.waitFor({ state: 'detached' })
    const box = page.locator('section', { has: page.getByRole('heading', { name }) })
    const upload = async () => {
      const picked = page.waitForEvent('filechooser')
      await box.getByRole('button', { name: `Subir fichero de ${name}` }).click()
      await (await picked).setFiles(tillFile())
    }
    await upload()
    await box.getByText(/3 ventas nuevas, ninguna repetida/).waitFor()
    await upload()
    await box.getByText(/0 ventas nuevas, 3 repetidas/).waitFor()
    await page.goto('/app/operations/pos/mapping?state=unknown')
    await settled(page)
    await page.getByRole('button', { name: 'Barra de pueblo e2e' }).first().click()
    await choose(page, 'Es este artículo', /^Barra$/)
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Palmera e2e' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Dejar fuera' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goto('/app/operations/pos/mapping?state=ignored')
    await page.getByRole('button', { name: 'Palmera e2e' }).first().waitFor()
    await done()
  },

  'a notice is read, and a preference is kept': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/notices')
    await settled(page)
    const unread = page.getByRole('button', { name: /^Marcar como leída:/ })
    const before = await unread.count()
    if (before > 0) {
      await unread.first().click()
      await page.waitForFunction((count) => document.querySelectorAll('li[data-unread]').length < count, before)
    }
    const mail = page.getByRole('switch', { name: 'Los avisos importantes' })
    const was = await mail.isChecked()
    await mail.click({ force: true })
    await page.getByText('Preferencias guardadas').waitFor()
    await page.reload()
    await settled(page)
    assert.equal(await page.getByRole('switch', { name: 'Los avisos importantes' }).isChecked(), !was)
    await page.getByRole('switch', { name: 'Los avisos importantes' }).click({ force: true })
    await page.getByText('Preferencias guardadas').waitFor()
    await done()
  },

  'a day is closed with what was left, and opened again': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/day-close')
    await settled(page)
    const yesterday = new Date(Date.now() - 2 * 86_400_000).toLocaleDateString('es-ES', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Madrid' })
    await page.getByLabel('Día', { exact: true }).fill(yesterday)
    await page.getByLabel('Sin vender: Barra').fill('5')
    await page.getByLabel('Se guarda: Barra').fill('7')
    await page.getByText('Se guarda más de lo que ha quedado.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Cerrar el día' }).isDisabled(), true)
    await page.getByLabel('Se guarda: Barra').fill('2')
    await page.getByRole('button', { name: 'Cerrar el día' }).click()
    const row = page.getByRole('row', { name: new RegExp(yesterday.replaceAll('/', '\\/')) }).first()
    await row.getByText('Cerrado', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Abrir de nuevo' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Abrir de nuevo' }).click()
    await row.getByText('Abierto de nuevo').waitFor()
    await done()
  },

  'waste leaves the stock and a lot is corrected': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/inventory/waste')
    await settled(page)
    await page.getByRole('button', { name: 'Anotar desperdicio' }).click()
    const dialog = page.getByRole('dialog')
    await page.getByRole('combobox', { name: 'Artículo' }).fill('Azúcar')
    await page.getByRole('option', { name: 'Azúcar' }).first().click()
    await dialog.getByLabel('Cantidad').fill('0,25')
    await dialog.getByRole('button', { name: 'Guardar' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /Azúcar.*0,25 kg/ }).first().waitFor()
    await page.goto('/app/operations/inventory?q=Azúcar')
    await settled(page)
    await page.getByRole('button', { name: 'Azúcar', exact: true }).click()
    await page.getByRole('button', { name: /^Corregir el lote/ }).first().click()
    const correct = page.getByRole('dialog').filter({ hasText: 'Lo que hay de verdad' })
    await correct.getByLabel('Lo que hay de verdad').fill('11')
    await correct.getByRole('button', { name: 'Guardar' }).click()
    await page.getByText('Almacén corregido').waitFor()
    await page.getByRole('table', { name: 'Lotes' }).getByText('11 kg').first().waitFor()
    await done()
  },

  'a model shows its rivals, and training runs to its end': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/database/models')
    await settled(page)
    await page.getByRole('row').nth(1).getByRole('button').click()
    await page.getByRole('dialog').getByText('Error medio, en piezas').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Aprender ahora' }).click()
    await page.getByText('El aprendizaje está en cola').waitFor()
    await page.waitForFunction(() => !document.querySelector('[role=status] [role=progressbar]'), undefined, { timeout: 180_000 })
    await done()
  },

  'the calendar names the holidays': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, { language: 'eu' })
    await page.goto('/app/analytics/calendar')
    await settled(page)
    await page.getByRole('heading', { name: 'Hurrengo 14 egunak' }).waitFor()
    assert.equal(await page.getByText(/_day|_moved|holiday/).count(), 0)
    await done()
  },

  'a view is saved under a name, chosen and deleted': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const name = `Lo que manda ${tag()}`
    await page.goto('/app/operations/orders?q=Zubia')
    await settled(page)
    await page.getByRole('button', { name: 'Vistas guardadas' }).click()
    await page.getByLabel('Nombre de la vista').fill(name)
    await page.getByRole('button', { name: 'Guardar esta vista' }).click()
    await page.getByRole('button', { name, exact: true }).waitFor()
    await page.goto('/app/operations/orders')
    await settled(page)
    await page.getByRole('button', { name: 'Vistas guardadas' }).click()
    await page.getByRole('button', { name, exact: true }).click()
    await page.waitForURL('**/app/operations/orders?q=Zubia')
    await page.getByRole('button', { name: 'Vistas guardadas' }).click()
    await page.getByRole('button', { name: `Borrar la vista ${name}` }).click()
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' })
    await done()
  },

  'a question to the forecast is answered side by side and taken to the calendar': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const name = `Feria ${tag()}`
    await page.goto('/app/analytics/scenarios')
    await settled(page)
    await page.getByRole('button', { name: 'Nueva pregunta' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nombre').fill(name)
    await form.getByLabel('Más o menos demanda').fill('20')
    await form.getByRole('button', { name: 'Guardar' }).click()
    await form.waitFor({ state: 'detached', timeout: 60_000 })
    const card = page.locator('section', { has: page.getByRole('heading', { name }) })
    await card.getByRole('checkbox', { name: `Comparar ${name}` }).waitFor()
    await page.getByRole('region', { name: 'En total' }).getByText('+20 %').first().waitFor()
    await card.getByRole('button', { name: 'Llevar al calendario' }).click()
    await card.getByText('En el calendario').waitFor()
    await card.getByRole('button', { name: 'Eliminar' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Eliminar' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor({ state: 'detached' })
    await page.goto('/app/analytics/calendar')
    await settled(page)
    await page.getByRole('button', { name }).first().waitFor()
    await done()
  },

  'a local reason shows its effect on the forecast before it is saved': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/analytics/calendar')
    await settled(page)
    await page.getByRole('button', { name: 'Nuevo motivo' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nombre').fill(`Obras ${tag()}`)
    await form.getByLabel('Efecto esperado').fill('30')
    await form.getByText(/Efecto en la previsión: \+/).waitFor()
    await form.getByRole('region', { name: 'Efecto por día' }).getByRole('row').nth(1).waitFor()
    await done()
  },

  'a model says why it serves, what it competed with and its versions': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/database/models')
    await settled(page)
    await page.getByRole('row').nth(1).getByRole('button').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/Lo sirve|Nada ganó|estoy adivinando/).waitFor()
    await dialog.getByRole('region', { name: 'Los que compitieron' }).waitFor()
    await done()
  },
}
