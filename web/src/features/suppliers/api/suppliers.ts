import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface Supplier { id: string; code: string | null; name: string; tax_id: string | null; address: string | null; email?: string | null; phone?: string | null; categories: string[]; status: 'pending_approval' | 'approved' | 'preferred' | 'inactive' | 'blacklisted'; payment_terms: string; lead_time_days: number; delivery_weekdays: string[]; cutoff_time: string | null; closed_dates: string[]; minimum_order_amount: string | null; free_delivery_amount: string | null; channel: string; language: string; trust_score: string | number | null; version: number }

export const supplierPage = (query: TableQuery) => get<Paged<Supplier>>('/suppliers', { query })
export const oneSupplier = (id: string) => queryOptions({ queryKey: ['suppliers', 'supplier', id], queryFn: () => get<Supplier>('/suppliers/{id}', { path: { id } }) })
export const saveSupplier = (id: string | null, values: Record<string, unknown>, version: number | undefined) => id && version !== undefined ? put<Supplier>('/suppliers/{id}', values, { path: { id }, version }) : post<Supplier>('/suppliers', values)
export const approveSupplier = (id: string) => post('/suppliers/{id}/approve', {}, { path: { id } })
export const blockSupplier = (id: string, reason: string) => post('/suppliers/{id}/block', { reason }, { path: { id } })
