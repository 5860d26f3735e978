import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Supplier = Schema<'SuppliersSupplierFormView'>
export type SupplierInput = Schema<'SuppliersSupplierFormData'>

export const supplierPage = (query: TableQuery) => get<Paged<Supplier>>('/suppliers', { query })
export const oneSupplier = (id: string) => queryOptions({ queryKey: ['suppliers', 'supplier', id], queryFn: () => get<Supplier>('/suppliers/{id}', { path: { id } }) })
export const saveSupplier = (id: string | null, values: SupplierInput, version: number | undefined) => id && version !== undefined ? put<Supplier>('/suppliers/{id}', values, { path: { id }, version }) : post<Supplier>('/suppliers', values)
export const approveSupplier = (id: string) => post('/suppliers/{id}/approve', undefined, { path: { id } })
export const blockSupplier = (id: string, reason: string) => post('/suppliers/{id}/block', { reason }, { path: { id } })
