import assert from 'node:assert/strict'
import { choose, phone, settled, signedIn, tabTo, tag } from './browser.mjs'
import { office } from './tablet.mjs'

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
    // Back over the buttons of the new line.
    for (let back = 0; back < 5; back += 1) await page.keyboard.press('Shift+Tab')
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
  'a sandwich of our own rolls is written with a substitute, checked against the stock, and the substitute is used knowingly': async ({ browser, place }) => {
    const bakery = await office(place)
    const [name, pate] = [`Bocadillo ${tag()}`, `Paté ${tag()}`]
    await bakery.post('/inventory/items', { name, item_type: 'finished_product', product_category: 'sandwiches', stock_unit: 'piece', price: '3.50', tax_percent: '10' })
    await bakery.post('/inventory/items', { name: pate, item_type: 'ingredient', ingredient_category: 'other', stock_unit: 'kg' })
    const { page, done } = await signedIn(browser, place)
    await newRecipe(page)
    const form = page.getByRole('dialog')
    await form.getByLabel('Nombre').fill(name)
    await choose(page, 'Tipo', 'Receta fija', form)
    await choose(page, 'Ingrediente', 'Croissant', form)
    await form.getByLabel('Cantidad: Croissant').fill('10')
    assert.equal(await form.getByRole('combobox', { name: 'Unidad: Croissant' }).inputValue(), 'pieza')
    await form.getByRole('button', { name: 'Añadir ingrediente' }).click()
    await form.getByRole('combobox', { name: 'Ingrediente' }).last().click()
    await page.getByRole('option', { name: pate }).click()
    await form.getByLabel(`Cantidad: ${pate}`).fill('500')
    await form.getByRole('button', { name: `Más de esta línea: ${pate}` }).click()
    await form.getByLabel('Preparación').fill('en lonchas')
    await form.getByRole('button', { name: 'Añadir un sustituto' }).click()
    await choose(page, 'Sustituto', 'Mantequilla 82 %', form)
    await form.getByLabel('Proporción: Mantequilla 82 %').fill('0,8')
    await choose(page, 'Producto', name, form)
    await form.getByLabel('Peso acabado').fill('105')
    await form.getByText(/Cuesta .* por kg\./).waitFor()
    await form.getByRole('button', { name: 'Guardar' }).click()
    await form.getByText('borrador de la versión 1').waitFor()
    await form.getByText('Salen 10 piezas.').waitFor()
    await form.getByText('en lonchas').waitFor()
    // Nobody has described the paté: what the butter would change is said in words.
    await form.getByText('Cambian los alérgenos').first().waitFor()
    await form.getByText(/Leche: Sin saber → Contiene/).first().waitFor()
    await form.getByRole('button', { name: 'Poner en vigor' }).click()
    await page.getByText(`${name} está en vigor`).first().waitFor()
    await form.getByRole('button', { name: 'Mirar existencias' }).click()
    await form.getByText('No alcanza.').waitFor()
    await form.getByText(/Harían falta 4 kg/).waitFor()
    await form.getByRole('button', { name: 'Usar: Mantequilla 82 %' }).click()
    await page.getByRole('dialog', { name: `Mantequilla 82 % en lugar de ${pate}` }).getByRole('button', { name: 'Acepto el cambio' }).click()
    await form.getByText('borrador de la versión 2').waitFor()
    await form.getByText('400 g').first().waitFor()
    await done()
  },

  'feature 7c: allergens name the paper they were read from, and the recipe tells who said so and when': async ({ browser, place }) => {
    const bakery = await office(place)
    const flour = (await bakery.get('/inventory/items?q=Harina&limit=50')).items.find((one) => one.item_type === 'ingredient')
    const [seller] = (await bakery.get(`/suppliers/compare?item_id=${flour.id}`)).suppliers
    const paper = await bakery.post(`/suppliers/${seller.supplier_id}/documents`, { kind: 'specification', title: `Ficha ${tag()}`, item_id: flour.id })
    const named = `${seller.supplier_name} · ${paper.title}`
    const { page, done } = await signedIn(browser, place)
    const food = page.getByRole('dialog', { name: /alérgenos y etiqueta$/ })
    const edit = async (change) => {
      await page.goto(`/app/operations/inventory?open=${flour.id}`)
      await settled(page)
      await page.getByRole('button', { name: 'Alérgenos y etiqueta' }).click()
      await change()
      await food.getByRole('button', { name: 'Guardar' }).click()
      await food.waitFor({ state: 'detached' })
    }
    await edit(() => choose(page, 'De qué documento', named, food))
    const said = await bakery.get(`/inventory/items/${flour.id}/food`)
    assert.equal(said.source_document_id, paper.id)
    // Another name on the label says nothing about the allergens: the paper and who read it stay.
    await edit(async () => {
      assert.equal(await food.getByRole('combobox', { name: 'De qué documento' }).inputValue(), named)
      await food.getByLabel('Nombre en la etiqueta').fill(`harina de *trigo* ${tag()}`)
    })
    const renamed = await bakery.get(`/inventory/items/${flour.id}/food`)
    assert.deepEqual([renamed.source_document_id, renamed.verified_at], [paper.id, said.verified_at])
    const doughs = (await bakery.get('/recipes?kind=dough&status=active&limit=50')).items
    const holding = []
    for (const dough of doughs) if (JSON.stringify(await bakery.get(`/recipes/${dough.id}/allergens`)).includes(flour.id)) holding.push(dough)
    await page.goto(`/app/database/recipes?open=${holding[0].id}`)
    await settled(page)
    await page.getByRole('dialog').getByText(`${flour.name} (${said.verified_by}, `).first().waitFor()
    await done()
  },
}
