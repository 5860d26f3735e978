import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { open, settled, signIn, signedIn } from './browser.mjs'

export const tests = {
  'a wrong password says so and keeps the e-mail': async ({ browser, place }) => {
    const context = await open(browser, place)
    const page = await context.newPage()
    await page.goto('/login')
    await page.fill('input[name=email]', place.email)
    await page.fill('input[name=password]', 'not the password')
    await page.click('button[type=submit]')
    await page.getByRole('alert').waitFor()
    assert.equal(await page.inputValue('input[name=email]'), place.email)
    await context.close()
  },

  'a session survives a reload and ends with signing out': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.match(page.url(), /\/app\/dashboard/)
    await page.getByRole('button', { name: 'Cuenta, idioma y aspecto' }).click()
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click()
    await page.waitForURL('**/login')
    await page.goto('/app/dashboard')
    await page.waitForURL('**/login**')
    assert.equal(await page.evaluate(() => Object.keys(localStorage).some((key) => /token/i.test(key))), false)
    await done()
  },

  'several tabs opened at once, and hasty reloads, keep the session': async ({ browser, place }) => {
    const { page, context, done } = await signedIn(browser, place)
    const tabs = await Promise.all(Array.from({ length: 4 }, () => context.newPage()))
    await Promise.all(tabs.map((tab) => tab.goto('/app/dashboard')))
    await Promise.all(tabs.map((tab) => tab.getByRole('heading', { level: 1 }).waitFor()))
    for (let time = 0; time < 3; time += 1) await page.goto('/app/dashboard', { waitUntil: 'commit' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.match(page.url(), /\/app\/dashboard/)
    await done()
  },

  'a link to a page comes back to it after signing in': async ({ browser, place }) => {
    const context = await open(browser, place)
    const page = await context.newPage()
    await page.goto('/app/operations/procurement?status=sent')
    await page.fill('input[name=email]', place.email)
    await page.fill('input[name=password]', place.password)
    await page.click('button[type=submit]')
    await page.waitForURL('**/app/operations/procurement?status=sent')
    await context.close()
  },

  'the palette opens with Ctrl+K, finds a page and Esc returns': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await settled(page)
    await page.keyboard.press('Control+k')
    const box = page.getByRole('combobox')
    await box.fill('previs')
    await page.getByRole('option', { name: /Previsiones/ }).first().waitFor()
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await box.fill('previs')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/app/analytics/forecasting')
    await done()
  },

  'language and theme change at once and are remembered': async ({ browser, place }) => {
    const context = await browser.newContext({ baseURL: place.url, viewport: { width: 1440, height: 900 }, locale: 'es-ES' })
    const page = await context.newPage()
    await signIn(page, place)
    await settled(page)
    await page.getByRole('button', { name: 'Cuenta, idioma y aspecto' }).click()
    await page.getByRole('menuitem', { name: 'Euskara' }).click()
    await page.getByRole('link', { name: 'Biltegia', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Kontua, hizkuntza eta itxura' }).click()
    await page.getByRole('menuitem', { name: 'Iluna' }).click()
    await page.reload()
    await page.getByRole('link', { name: 'Biltegia', exact: true }).waitFor()
    assert.equal(await page.getAttribute('html', 'data-mantine-color-scheme'), 'dark')
    assert.equal(await page.getAttribute('html', 'lang'), 'eu')
    await context.close()
  },

  'the address holds the state of a table': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/inventory')
    await page.getByRole('textbox', { name: 'Buscar en la lista' }).fill('harina')
    await page.waitForURL('**q=harina**')
    await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].length > 0 && [...document.querySelectorAll('tbody tr')].every((row) => /harina/i.test(row.textContent)))
    await page.reload()
    await page.locator('tbody tr').first().waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Buscar en la lista' }).inputValue(), 'harina')
    await done()
  },

  'an export holds what is shown': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/inventory?q=harina')
    await page.locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: 'Exportar e imprimir' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Exportar a CSV' }).click()
    const stream = await (await waiting).createReadStream()
    let text = ''
    for await (const chunk of stream) text += chunk
    assert.match(text, /^\ufeffAlmac\u00e9n/)
    assert.match(text, /Buscar en la lista: harina/)
    assert.match(text, /;/)
    await done()
  },

  'an override asks for a reason, is shown and can be taken back': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/tomorrow')
    const button = page.getByRole('button', { name: /Cambiar Barra/ })
    await button.click()
    const quantity = page.getByRole('textbox', { name: 'Piezas a hornear' })
    await quantity.fill('333')
    const save = page.getByRole('button', { name: 'Guardar' })
    assert.equal(await save.isDisabled(), true)
    await page.getByRole('textbox', { name: 'Motivo' }).fill('Fiesta en el barrio')
    await save.click()
    await page.getByRole('button', { name: /Cambiar Barra: ahora 333/ }).waitFor()
    await page.getByText('A mano').first().waitFor()
    await page.getByRole('button', { name: /Cambiar Barra/ }).click()
    await page.getByRole('button', { name: 'Volver al cálculo' }).click()
    await page.getByText('A mano').first().waitFor({ state: 'detached' })
    await done()
  },

  'a purchase order keeps decimals, notes and edits': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/procurement/orders/new')
    await page.getByRole('dialog').getByLabel('Proveedor').click()
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Añadir línea' }).click()
    await page.getByPlaceholder('Elige un artículo').click()
    await page.getByRole('option').first().click()
    await page.getByLabel(/^Envases:/).fill('3')
    await page.getByLabel(/^Precio:/).fill('0,6175')
    await page.getByPlaceholder('Nota para esta línea').fill('por la puerta de atrás')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.waitForURL(/orders\/[0-9a-f-]{36}$/)
    await page.getByText('Borrador', { exact: true }).first().waitFor()
    await page.reload()
    assert.equal(await page.getByLabel(/^Precio:/).inputValue(), '0,6175')
    assert.equal(await page.getByPlaceholder('Nota para esta línea').inputValue(), 'por la puerta de atrás')
    await page.getByRole('button', { name: 'Más acciones' }).click()
    await page.getByRole('menuitem', { name: 'Eliminar borrador' }).click()
    await page.getByRole('dialog').last().getByRole('button', { name: 'Eliminar borrador' }).click()
    await page.waitForURL(/procurement$/)
    await done()
  },

  'a sales file goes through six screens and can be undone': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/database/sales/import')
    const days = Array.from({ length: 14 }, (_, day) => `${String(day + 1).padStart(2, '0')}/03/2024;Barra;Tienda Deusto;${40 + day};${((40 + day) * 1.2).toFixed(2).replace('.', ',')}`)
    await page.setInputFiles('input[type=file]', { name: 'marzo.csv', mimeType: 'text/csv', buffer: Buffer.from(['Fecha;Producto;Tienda;Cantidad;Importe', ...days].join('\r\n')) })
    await page.getByText(/marzo\.csv: 14 filas/).waitFor()
    for (const step of ['Columnas', 'Corregir', 'Repetidas']) {
      await page.getByRole('button', { name: 'Siguiente' }).click()
      await page.getByRole('heading', { name: step }).waitFor()
    }
    await page.getByRole('button', { name: 'Importar', exact: true }).click()
    await page.getByText('Ventas importadas').waitFor()
    await page.getByRole('button', { name: 'Deshacer la importación' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deshacer la importación' }).click()
    await page.getByText('Importación deshecha').waitFor()
    await done()
  },

  'two editors: the later one sees both versions and loses nothing': async ({ browser, place }) => {
    const first = await signedIn(browser, place)
    const second = await signedIn(browser, place)
    for (const { page } of [first, second]) {
      await page.goto('/app/database/suppliers')
      await page.locator('tbody button').first().click()
      await page.getByRole('textbox', { name: 'Dirección' }).waitFor()
    }
    const address = await first.page.getByRole('textbox', { name: 'Dirección' }).inputValue()
    await first.page.getByRole('textbox', { name: 'Dirección' }).fill(`${address} 1`)
    await first.page.getByRole('button', { name: 'Guardar' }).click()
    await first.page.getByText('Proveedor guardado').waitFor()
    await second.page.getByRole('textbox', { name: 'Dirección' }).fill(`${address} 2`)
    await second.page.getByRole('button', { name: 'Guardar' }).click()
    await second.page.getByText('Hay dos versiones').waitFor()
    assert.equal(await second.page.getByRole('textbox', { name: 'Dirección' }).inputValue(), `${address} 2`)
    await second.page.getByRole('textbox', { name: 'Dirección' }).fill(address)
    await second.page.getByRole('button', { name: 'Guardar lo mío' }).click()
    await second.page.getByText('Proveedor guardado').waitFor()
    await first.done()
    await second.done()
  },

  'the first page of the dashboard stays below 250 kB, compressed': async ({ browser, place }) => {
    const context = await open(browser, place)
    const page = await context.newPage()
    await signIn(page, place)
    await page.close()
    const first = await context.newPage()
    const bodies = []
    first.on('response', (response) => { if (/\.(js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length)) })
    await first.goto('/app/dashboard')
    await first.getByRole('heading', { level: 1 }).waitFor()
    const bytes = (await Promise.all(bodies)).reduce((sum, size) => sum + size, 0)
    assert.ok(bytes > 0 && bytes < 250 * 1024, `${Math.round(bytes / 1024)} kB`)
    await context.close()
  },
}
