import { queryOptions } from '@tanstack/react-query'
import { get, put } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { FormValues } from '@/ui/field'

export type Food = Schema<'InventoryKeepFoodView'>
export type FoodInput = Schema<'InventoryKeepFoodData'>

export const allergens = ['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'] as const
/** Cereals with gluten and nuts of Annex II of Regulation 1169/2011. */
export const species = ['wheat', 'rye', 'barley', 'oats', 'spelt', 'khorasan', 'almond', 'hazelnut', 'walnut', 'cashew', 'pecan', 'brazil_nut', 'pistachio', 'macadamia'] as const
export const nutrients = ['energy_kj', 'energy_kcal', 'fat', 'saturates', 'carbohydrate', 'sugars', 'protein', 'salt', 'fibre'] as const

export const foodOf = (id: string) => queryOptions({ queryKey: ['inventory', 'food', id], queryFn: () => get<Food>('/inventory/items/{id}/food', { path: { id } }) })
export const saveFood = (id: string, values: FormValues, version: number | undefined) => put<Food>('/inventory/items/{id}/food', toInput(values), { path: { id }, version: version ?? 0 })

/** Papers that may speak of the item. */
export const papersOf = (itemId: string) => queryOptions({
  queryKey: ['suppliers', 'papers', itemId],
  queryFn: async () => (await get<Schema<'SuppliersListItemPapersListView'>>('/suppliers/papers', { query: { item_id: itemId } })).items,
})

/** The record as one flat form. */
export function toValues(food: Food): FormValues {
  const per100 = food.nutrition as Record<string, string> | null
  return {
    ...Object.fromEntries(allergens.map((code) => [`allergen_${code}`, food.allergens[code] ?? 'unknown'])), ...Object.fromEntries(nutrients.map((name) => [name, per100?.[name] ?? null])),
    species: food.species, label_name: food.label_name, label_name_eu: food.label_name_eu, parts: food.parts, parts_eu: food.parts_eu, is_wholemeal: food.is_wholemeal, bread_kind: food.bread_kind,
    source_document_id: food.source_document_id,
  }
}

function toInput(values: FormValues): FoodInput {
  const filled = nutrients.some((name) => values[name] !== null && values[name] !== undefined && values[name] !== '')
  return {
    allergens: Object.fromEntries(allergens.map((code) => [code, values[`allergen_${code}`] ?? 'unknown'])),
    nutrition: filled ? Object.fromEntries(nutrients.map((name) => [name, values[name] || '0'])) : null,
    species: values.species ?? [], label_name: values.label_name ?? null, label_name_eu: values.label_name_eu ?? null, parts: values.parts ?? null, parts_eu: values.parts_eu ?? null,
    is_wholemeal: values.is_wholemeal ?? false, bread_kind: values.bread_kind ?? null, source_document_id: values.source_document_id ?? null,
  } as unknown as FoodInput
}
