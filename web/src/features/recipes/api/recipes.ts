import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface RecipeLine { ingredient_id: string | null; recipe_id: string | null; name?: string; quantity: string; unit: string; baker_percent?: string | null }
export interface Recipe { id: string; name: string; kind: 'pre_ferment' | 'dough' | 'filling' | 'product' | 'fixed'; product_item_id: string | null; status: 'draft' | 'active' | 'archived'; total_percent?: string | null; cost_per_unit?: string | null; yield_quantity?: string | null; yield_unit?: string | null; lines?: RecipeLine[]; version: number }

export const recipePage = (query: TableQuery) => get<Paged<Recipe>>('/recipes', { query })
export const oneRecipe = (id: string) => queryOptions({ queryKey: ['recipes', 'recipe', id], queryFn: () => get<Recipe>('/recipes/{id}', { path: { id } }) })
export const saveRecipe = (id: string | null, values: Record<string, unknown>, version: number | undefined) => id && version !== undefined ? put<Recipe>('/recipes/{id}', values, { path: { id }, version }) : post<Recipe>('/recipes', values)
