import assert from 'node:assert/strict'
import { phone, settled, signedIn, tabTo, tag } from './browser.mjs'

async function pick(page, name) {
  await page.keyboard.type(name)
  await page.getByRole('option', { name, exact: true }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

async function newRecipe(page) {
  await page.goto('/app/database/recipes?open=new')
  await settled(page)
  await page.getByRole('dialog').getByLabel('Nombre').waitFor()
}

export const tests = {
  'by keyboard alone: a filling is written, weighed and put in force in the formula editor': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place)
    const name = `Crema ${tag()}`
    await newRecipe(page)
    await tabTo(page, 'Nombre')
    await page.keyboard.type(name)
    await tabTo(page, 'Tipo')
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Relleno' }).waitFor()
    while ((await page.getByRole('option', { name: 'Relleno' }).getAttribute('data-combobox-selected')) !== 'true') await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Merma de proceso').waitFor()
    await tabTo(page, 'Ingrediente')
    await pick(page, 'Leche entera')
    await page.keyboard.press('Tab')
    await page.keyboard.type('600')
    await tabTo(page, 'Añadir ingrediente')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await pick(page, 'Azúcar')
    await page.keyboard.press('Tab')
    await page.keyboard.type('200')
    // Two kilograms of it, and the sugar as it is.
    await tabTo(page, 'Fijar: Azúcar')
    await page.keyboard.press('Space')
    await tabTo(page, 'Peso total')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    const weights = page.getByRole('group', { name: 'Fórmula' }).getByRole('textbox')
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '1800'))
    assert.equal(await weights.nth(1).inputValue(), '200')
    await tabTo(page, 'Guardar')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('borrador de la versión 1').waitFor()
    await tabTo(page, 'Poner en vigor')
    await page.keyboard.press('Enter')
    await page.getByText(`${name} está en vigor`).first().waitFor()
    await page.getByText(/Cuesta .* por kg\./).waitFor()
    await done()
  },
  'by touch at 390 pixels: another hydration is worked out in the formula editor, and what is locked stays': async ({ browser, place }) => {
    const { page, done } = await signedIn(browser, place, phone)
    await page.goto('/app/database/recipes?q=Masa de barra')
    await settled(page)
    await page.getByRole('button', { name: 'Masa de barra' }).first().tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Editar' }).tap()
    const form = page.getByRole('dialog')
    await form.getByRole('group', { name: 'Fórmula' }).getByText('Hidratación: 68 %').waitFor()
    await form.getByRole('button', { name: 'Fijar: Sal marina' }).tap()
    await form.getByLabel('Hidratación').tap()
    await page.keyboard.type('70')
    await form.getByRole('button', { name: 'Recalcular' }).tap()
    await form.getByText('Hidratación: 70 %').waitFor()
    assert.equal(await form.getByLabel('% de panadero: Agua').inputValue(), '70')
    assert.equal(await form.getByLabel('% de panadero: Sal marina').inputValue(), '1,7')
    await form.getByRole('button', { name: 'Cancelar' }).tap()
    await done()
  },
}
