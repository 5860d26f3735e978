import assert from 'node:assert/strict'
import { open } from './browser.mjs'

export const tests = {
  'a first owner signs up, names the bakery and adds a shop': async ({ browser, place }) => {
    const context = await open(browser, place)
    const page = await context.newPage()
    await page.goto('/register')
    await page.fill('input[name=name]', 'Nora Prueba')
    await page.fill('input[name=email]', `nora-${Date.now()}@example.com`)
    await page.fill('input[name=password]', 'ogi-goxoa-goizean-7')
    await page.getByRole('checkbox').check()
    await page.click('button[type=submit]')
    await page.waitForURL('**/app/welcome')
    await page.getByLabel('Nombre de la panadería').fill('Ogi Berria')
    await page.getByRole('button', { name: 'Crear la panadería' }).click()
    await page.waitForURL('**/app/database/locations')
    await page.getByRole('button', { name: 'Nueva ubicación' }).click()
    await page.getByRole('dialog').getByLabel('Nombre').fill('Tienda Centro')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('row', { name: /Tienda Centro/ }).waitFor()
    await page.goto('/app/dashboard')
    await page.getByText('Todavía no hay ninguna noche. Planifica ahora.').waitFor()
    assert.equal(await page.title(), 'Hoy · Bakery IA')
    await context.close()
  },
}
