import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'

export type Weekly = Record<string, string>
export interface StandingLine { item_id: string; item_name?: string; unit_price: string; weekly: Weekly }
export interface StandingException { id: string; date: string; item_id: string; quantity: string }
export interface Closure { id: string; from: string; to: string; reason: string | null }
export interface StandingOrder { id: string; customer_id: string; customer_name?: string; location_id: string | null; valid_from: string; valid_to: string | null; holiday_rule: 'skip' | 'same' | 'sunday_pattern'; lines: StandingLine[]; exceptions: StandingException[]; closures: Closure[]; is_active?: boolean; version: number }
export interface PreviewRow { standing_order_id: string; customer_id: string; customer_name?: string; date: string; item_id: string; item_name?: string; quantity: string; reason: 'weekly' | 'exception' | 'customer_closure' | 'location_closure' | 'holiday' | 'none' }

const base = '/orders/standing-orders'

export const standingOrders = () => queryOptions({ queryKey: ['orders', 'standing'], queryFn: async () => (await get<Paged<StandingOrder>>(base, { query: { limit: 200 } })).items })
export const standingPreview = (from: string, to: string) => queryOptions({ queryKey: ['orders', 'standing', 'preview', from, to], queryFn: async () => (await get<Paged<PreviewRow>>(`${base}/preview`, { query: { from, to } })).items })
export const saveStandingOrder = (id: string | null, values: Record<string, unknown>, version: number | undefined) => id && version !== undefined ? put<StandingOrder>(`${base}/{id}`, values, { path: { id }, version }) : post<StandingOrder>(base, values)
export const addException = (id: string, date: string, item_id: string, quantity: string) => post(`${base}/{id}/exceptions`, { date, item_id, quantity }, { path: { id } })
export const removeException = (id: string, exceptionId: string) => remove(`${base}/{id}/exceptions/{exception_id}`, { path: { id, exception_id: exceptionId } })
export const addClosure = (id: string, from: string, to: string, reason: string | null) => post(`${base}/{id}/closures`, { from, to, reason }, { path: { id } })
