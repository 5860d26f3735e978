import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type RecipeRow = Schema<'RecipesReadRecipesRow'>
export type Recipe = Schema<'RecipesRecipeFormView'>
export type RecipeContent = Schema<'RecipesRecipeFormContent'>
export type RecipeKind = Schema<'RecipeKind'>
export type Costs = Schema<'RecipesProductCostsResponse'>
export type Scaled = Schema<'RecipesScaleRecipeResponse'>

export const recipePage = (query: TableQuery) => get<Paged<RecipeRow>>('/recipes', { query })
export const oneRecipe = (id: string) => queryOptions({ queryKey: ['recipes', 'recipe', id], queryFn: () => get<Recipe>('/recipes/{id}', { path: { id } }) })
export const recipesOfKind = (kind: RecipeKind) => queryOptions({ queryKey: ['recipes', 'of-kind', kind], queryFn: async () => (await get<Paged<RecipeRow>>('/recipes', { query: { kind, limit: 200 } })).items })
export const createRecipe = (name: string, kind: RecipeKind, content: RecipeContent, effective_from: string | null) => post<Recipe>('/recipes', { name, kind, content, effective_from })
export const editRecipe = (id: string, version: number, name: string, content: RecipeContent, effective_from: string | null) => put<Recipe>('/recipes/{id}', { name, content, effective_from }, { path: { id }, version })
export const activateRecipe = (id: string) => post<Recipe>('/recipes/{id}/activate', { version_id: null }, { path: { id } })
export const archiveRecipe = (id: string, version: number) => post<Recipe>('/recipes/{id}/archive', undefined, { path: { id }, version })
export const recipeCost = (id: string) => queryOptions({ queryKey: ['recipes', 'cost', id], queryFn: () => get<Costs>('/recipes/{id}/cost', { path: { id } }), retry: false })
export const draftCost = (recipe_id: string | null, kind: RecipeKind, content: RecipeContent) => queryOptions({ queryKey: ['recipes', 'draft-cost', recipe_id, kind, content], queryFn: () => post<Schema<'RecipesPriceDraftResponse'>>('/recipes/cost', { kind, content, recipe_id }), retry: false, placeholderData: keepPreviousData })
export const recipeVersions = (id: string) => queryOptions({ queryKey: ['recipes', 'versions', id], queryFn: async () => (await get<Schema<'RecipesReadRecipesVersions'>>('/recipes/{id}/versions', { path: { id } })).items })
export const resolveFormula = (lines: Schema<'RecipesResolveFormulaLine'>[], wanted: { hydration_percent: string } | { target_kg: string }) => post<Schema<'RecipesResolveFormulaResponse'>>('/recipes/resolve', { lines, ...wanted })
export const scaleRecipe = (id: string, target_kg: string) => post<Scaled>('/recipes/{id}/scale', { target_kg, flour_kg: null, pieces: null }, { path: { id } })
