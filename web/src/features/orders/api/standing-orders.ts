import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type StandingOrder = Schema<'OrdersStandingFormView'>
export type StandingInput = Schema<'OrdersStandingFormData'>
/** ISO weekday (1 = Monday) to quantity; a missing day delivers nothing. */
export type Weekly = Record<string, string>
export interface StandingLine { item_id: string; unit_price: string; weekly: Weekly }
export type PreviewRow = Schema<'OrdersKeepStandingOrdersPreviewLine'>
export type Closure = Schema<'OrdersKeepCustomersClosureView'>

const base = '/orders/standing-orders'

export const standingOrders = () => queryOptions({ queryKey: ['orders', 'standing'], queryFn: async () => (await get<Paged<StandingOrder>>(base, { query: { limit: 200 } })).items })
export const standingPreview = (from: string, to: string) => queryOptions({ queryKey: ['orders', 'standing', 'preview', from, to], queryFn: async () => (await get<{ items: PreviewRow[] }>(`${base}/preview`, { query: { from, to } })).items })
export const saveStandingOrder = (id: string | null, values: StandingInput, version: number | undefined) => id && version !== undefined ? put<StandingOrder>(`${base}/{id}`, values, { path: { id }, version }) : post<StandingOrder>(base, values)
export const addException = (id: string, date: string, item_id: string, quantity: string) => post<StandingOrder>(`${base}/{id}/exceptions`, { date, item_id, quantity, note: null }, { path: { id } })
export const addClosure = (customer_id: string, from_date: string, to_date: string) => post<Closure>('/orders/closures', { customer_id, from_date, to_date, weekdays: null, note: null })
