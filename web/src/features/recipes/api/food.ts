import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Allergens = Schema<'RecipesShowAllergensResponse'>
export type Nutrition = Schema<'RecipesShowNutritionResponse'>
export type Claims = Schema<'RecipesCheckClaimsResponse'>

const one = '/recipes/{id}'
export const allergensOf = (id: string) => queryOptions({ queryKey: ['recipes', 'allergens', id], queryFn: () => get<Allergens>(`${one}/allergens`, { path: { id } }) })
export const nutritionOf = (id: string) => queryOptions({ queryKey: ['recipes', 'nutrition', id], queryFn: () => get<Nutrition>(`${one}/nutrition`, { path: { id } }) })
export const claimsOf = (id: string) => queryOptions({ queryKey: ['recipes', 'claims', id], queryFn: () => post<Claims>(`${one}/claims-check`, {}, { path: { id } }) })
export const signAllergens = (id: string, note: string | null) => post<Allergens>(`${one}/allergens/sign-off`, { note }, { path: { id } })
export const labelFile = (id: string, product_item_id: string, kind: 'label' | 'card', format: 'pdf' | 'zpl') => getFile(`${one}/label`, { path: { id }, query: { product_item_id, kind, format } })
