import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Till = Schema<'ConfigurationView'>
export type TillInput = Schema<'ConfigurationFields'>
export type TillImport = Schema<'TillImportView'>

export const tills = () => queryOptions({ queryKey: ['pos', 'tills'], queryFn: async () => (await get<Schema<'PosListConfigurationsResponse'>>('/pos/configurations')).items })
export const saveTill = (id: string | null, values: TillInput, version: number | undefined) => id && version !== undefined ? put<Till>('/pos/configurations/{id}', values, { path: { id }, version }) : post<Till>('/pos/configurations', values)
export const importPage = (query: TableQuery) => get<Paged<TillImport>>('/pos/imports', { query })
export const unknownProducts = () => queryOptions({ queryKey: ['pos', 'unknown'], queryFn: async () => { const page = await get<Paged<Schema<'TillProductView'>>>('/pos/products', { query: { state: 'unknown', limit: 1 } }); return page.total ?? page.items.length } })

export function uploadTillFile(id: string, file: File): Promise<TillImport> {
  const form = new FormData()
  form.append('file', file)
  return post<TillImport>('/pos/configurations/{id}/imports', form, { path: { id } })
}
