import assert from 'node:assert/strict'
import { fitsHand, phone, settled, signedIn, tabTo, tomorrow } from './browser.mjs'

const path = '/app/operations/production/schedule'

/** A day that is planned and not begun: tomorrow, approved. */
async function planned(page) {
  await page.goto('/app/tomorrow')
  await settled(page)
  const approve = page.getByRole('button', { name: 'Aprobar el plan' })
  if (await approve.count()) {
    await approve.click()
    await page.getByText(/^Plan del .* aprobado/).waitFor()
  }
  const day = tomorrow()
  await page.goto(`${path}?date=${day}`)
  await settled(page)
  const make = page.getByRole('button', { name: /^Calcular/ })
  await make.click()
  await page.getByText('Horario calculado').first().waitFor({ timeout: 30_000 })
}

const minutes = (label) => { const [, hour, minute] = /(\d\d):(\d\d)–/.exec(label); return Number(hour) * 60 + Number(minute) }

export const tests = {
  'by keyboard alone: a task of the Gantt is re-timed, what follows moves, and it is taken back': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await planned(page)
    const bars = page.getByRole('button', { name: /, Fermentación, / })
    const before = await bars.first().getAttribute('aria-label')
    const name = before.split(', ')[0]
    await tabTo(page, before)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Escape')
    assert.equal(await bars.first().getAttribute('aria-label'), before)
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByText(`${name}: movido.`, { exact: false }).first().waitFor()
    const moved = await page.getByRole('button', { name: new RegExp(`^${name}, Fermentación, `) }).first().getAttribute('aria-label')
    assert.equal((minutes(moved) - minutes(before) + 1440) % 1440, 35)
    await tabTo(page, 'Deshacer')
    await page.keyboard.press('Enter')
    await page.getByText('Movimiento deshecho').waitFor()
    assert.equal(await page.getByRole('button', { name: new RegExp(`^${name}, Fermentación, `) }).first().getAttribute('aria-label'), before)
    await done()
  },

  'by touch at 390 pixels: a task of the Gantt is moved and taken back, and the sheet is printed': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, phone)
    await planned(page)
    await page.getByRole('button', { name: /División/ }).first().tap()
    const dialog = page.getByRole('dialog')
    await fitsHand(page, dialog)
    await dialog.getByRole('button', { name: '30 minutos después' }).tap()
    await dialog.getByRole('button', { name: '5 minutos después' }).tap()
    await dialog.getByRole('button', { name: 'Mover la tarea' }).tap()
    await dialog.waitFor({ state: 'detached' })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Imprimir' }).tap()
    assert.match((await download).suggestedFilename(), /^horario-.*\.pdf$/)
    await page.getByRole('button', { name: 'Deshacer' }).tap()
    await page.getByText('Movimiento deshecho').waitFor()
    await done()
  },

  'a machine breaks down and runs again': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/database/equipment')
    await settled(page)
    await page.getByRole('row', { name: /Laminadora/ }).click()
    await page.getByRole('button', { name: 'Está averiada' }).click()
    await page.getByRole('dialog').last().getByLabel('Motivo').fill('Se ha roto la correa')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Está averiada' }).click()
    await page.getByRole('row', { name: /Laminadora.*Averiada/ }).waitFor()
    await page.getByRole('row', { name: /Laminadora/ }).click()
    await page.getByRole('button', { name: 'Vuelve a funcionar' }).click()
    await page.getByRole('dialog').last().getByLabel('Qué se ha hecho').fill('Correa nueva')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Vuelve a funcionar' }).click()
    await page.getByRole('row', { name: /Laminadora.*En marcha/ }).waitFor()
    await done()
  },

  'a check is filled in and lets its batch go': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    await page.goto('/app/operations/production/quality?status=due')
    await settled(page)
    await page.getByRole('row').nth(1).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('group', { name: 'Peso' }).waitFor()
    const limits = /Entre ([\d,]+) y/.exec(await dialog.getByText(/^Entre/).first().textContent())[1]
    for (const box of await dialog.getByRole('textbox', { name: /^Pieza/ }).all()) await box.fill(limits)
    await dialog.getByText('Sí', { exact: true }).click()
    await dialog.getByRole('button', { name: 'Guardar el control' }).click()
    await page.getByText(/pasa el control/).waitFor()
    await done()
  },
}
