import { queryOptions } from '@tanstack/react-query'
import { get, patch, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Import = Schema<'ImportView'>
export type ImportRow = Schema<'SalesListImportsRow'>
export type ImportState = Schema<'ImportState'>
export type ColumnRole = Schema<'ColumnRole'>
export type Mapping = Schema<'LayoutMapping'>
export type Correction = Schema<'SalesCorrectImportRequest'>
export type DuplicateChoice = Schema<'Duplicates'>

export function uploadImport(file: File): Promise<Import> {
  const form = new FormData()
  form.append('file', file)
  return post<Import>('/sales/imports/validate', form)
}
export const correctImport = (id: string, correction: Partial<Correction>) => patch<Import>('/sales/imports/{id}', correction, { path: { id } })
export const commitImport = (id: string, duplicates: DuplicateChoice) => post<Import>('/sales/imports/{id}/commit', { duplicates }, { path: { id } })
export const undoImport = (id: string) => post<Import>('/sales/imports/{id}/undo', undefined, { path: { id } })
export const importHistory = () => queryOptions({ queryKey: ['sales', 'imports'], queryFn: () => get<Paged<ImportRow>>('/sales/imports', { query: { limit: 20 } }) })
