import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'
import type { PurchaseOrder } from './purchase-order'

export type CalendarEntry = Schema<'ProcurementShowCalendarEntry'>
export type OrderTemplate = Schema<'ProcurementKeepTemplatesView'>
export type TemplateData = Schema<'ProcurementKeepTemplatesData'>
export type Transfer = Schema<'ProcurementMoveGoodsView'>
export type NewTransfer = Schema<'ProcurementMoveGoodsRequest'>
export type Spend = Schema<'ProcurementShowSpendResponse'>
export type SpendItem = Schema<'ProcurementShowSpendOfItem'>
export type Savings = Schema<'ProcurementShowSpendSavingsResponse'>
export type LeadTimes = Schema<'ProcurementShowLeadTimesResponse'>

export const calendar = (from: string, to: string) => queryOptions({ queryKey: ['procurement', 'calendar', from, to], queryFn: async () => (await get<{ items: CalendarEntry[] }>('/procurement/calendar', { query: { from, to } })).items })

export const templatePage = (query: TableQuery) => get<Paged<OrderTemplate>>('/procurement/templates', { query })
export const oneTemplate = (id: string) => queryOptions({ queryKey: ['procurement', 'template', id], queryFn: () => get<OrderTemplate>('/procurement/templates/{id}', { path: { id } }) })
export const saveTemplate = (id: string | null, data: TemplateData, version: number | undefined) => id && version !== undefined ? put<OrderTemplate>('/procurement/templates/{id}', data, { path: { id }, version }) : post<OrderTemplate>('/procurement/templates', data)
export const deleteTemplate = (id: string, version: number) => remove('/procurement/templates/{id}', { path: { id }, version })
export const orderTemplate = (id: string) => post<PurchaseOrder>('/procurement/templates/{id}/order', undefined, { path: { id } })

export const transferPage = (query: TableQuery, fromParent: boolean) => get<Paged<Transfer>>('/procurement/internal-transfers', { query: { ...query, ...(fromParent ? { from_parent: 'true' } : {}) } })
/** The bakery that this one belongs to, or null. */
export const parentBakery = () => queryOptions({ queryKey: ['tenant', 'hierarchy'], queryFn: async () => (await get<Schema<'TenantShowHierarchyResponse'>>('/hierarchy')).parent ?? null, staleTime: 300_000 })
export const requestTransfer = (request: NewTransfer) => post<Transfer>('/procurement/internal-transfers', request)
export const moveTransfer = (id: string, act: 'approve' | 'reject' | 'dispatch' | 'deliver', reason?: string) => post<Transfer>(`/procurement/internal-transfers/{id}/${act}`, reason ? { reason } : undefined, { path: { id } })

export const spend = (from: string, to: string) => queryOptions({ queryKey: ['procurement', 'spend', from, to], queryFn: () => get<Spend>('/procurement/analytics/spend', { query: { from, to } }) })
export const savings = (from: string, to: string) => queryOptions({ queryKey: ['procurement', 'savings', from, to], queryFn: () => get<Savings>('/procurement/analytics/savings', { query: { from, to } }) })
export const leadTimes = (from: string, to: string) => queryOptions({ queryKey: ['procurement', 'lead-times', from, to], queryFn: () => get<LeadTimes>('/procurement/analytics/lead-times', { query: { from, to } }) })
export const spendFile = (from: string, to: string) => getFile('/procurement/analytics/spend-file', { query: { from, to } })
