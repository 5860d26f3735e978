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

export type RecipeLines = Schema<'RecipesShowLinesResponse'>
export type Substitute = Schema<'Substitute'>
export type Feasibility = Schema<'RecipesCheckFeasibilityResponse'>

export const recipeKinds = ['dough', 'pre_ferment', 'filling', 'fixed'] as const satisfies readonly RecipeKind[]
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
export const scaleRecipe = (id: string, wanted: { target_kg: string } | { pieces: { product_item_id: string; count: string }[] }) => post<Scaled>('/recipes/{id}/scale', wanted, { path: { id } })
export const recipeLines = (id: string) => queryOptions({ queryKey: ['recipes', 'lines', id], queryFn: () => get<RecipeLines>('/recipes/{id}/lines', { path: { id } }) })
export const takeSubstitute = (id: string, item_id: string, substitute_id: string, accept_allergens: boolean) => post<Schema<'RecipesSubstituteIngredientResponse'>>('/recipes/{id}/substitute', { item_id, substitute_id, accept_allergens }, { path: { id } })
export const checkFeasibility = (id: string, product_item_id: string, count: string) => post<Feasibility>('/recipes/{id}/feasibility', { pieces: [{ product_item_id, count }] }, { path: { id } })
