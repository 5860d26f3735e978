import { queryOptions } from '@tanstack/react-query'
import { get, patch, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type PriceImport = Schema<'SuppliersCheckPriceListView'>
export type FileOffer = Schema<'SuppliersCheckPriceListOffer'>
export type PriceCorrection = Schema<'SuppliersCheckPriceListCorrection'>
export type PriceColumn = Schema<'PriceColumn'>
export type DonePriceImport = Schema<'SuppliersCommitPriceListRow'>

const one = '/suppliers/price-lists/imports/{id}'

export function uploadPriceList(supplierId: string, file: File): Promise<PriceImport> {
  const form = new FormData()
  form.append('file', file)
  return post<PriceImport>('/suppliers/price-lists/import', form, { query: { supplier_id: supplierId } })
}
export const correctPriceList = (id: string, correction: Partial<PriceCorrection>) => patch<PriceImport>(one, correction, { path: { id } })
export const commitPriceList = (id: string) => post<DonePriceImport>(`${one}/commit`, undefined, { path: { id } })
export const undoPriceList = (id: string) => post<DonePriceImport>(`${one}/undo`, undefined, { path: { id } })
export const priceLists = (supplierId: string) => queryOptions({ queryKey: ['suppliers', 'price-imports', supplierId], queryFn: async () => (await get<Paged<DonePriceImport>>('/suppliers/price-lists/imports', { query: { supplier_id: supplierId, limit: 20 } })).items })
