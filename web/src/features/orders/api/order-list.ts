import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export type OrderStatus = 'draft' | 'pending' | 'confirmed' | 'in_production' | 'ready' | 'out_for_delivery' | 'delivered' | 'completed' | 'cancelled' | 'failed'
export interface OrderLine { id?: string; item_id: string; item_name?: string; quantity: string; unit_price: string; note?: string | null }
export interface Order { id: string; order_number: string; channel: string; kind: string; customer_id: string; customer_name?: string; fulfilment: 'pickup' | 'delivery'; due_at: string; location_id: string | null; lines: OrderLine[]; total: string; status: OrderStatus; edit_phase?: 'editable' | 'add_only' | 'locked'; version: number }
export interface OrderInput { channel: string; kind: string; customer_id: string; fulfilment: string; due_at: string; location_id: string | null; lines: OrderLine[] }

export const orderPage = (query: TableQuery) => get<Paged<Order>>('/orders', { query })
export const oneOrder = (id: string) => queryOptions({ queryKey: ['orders', 'order', id], queryFn: () => get<Order>('/orders/{id}', { path: { id } }) })
export const createOrder = (input: OrderInput) => post<Order>('/orders', input)
export const updateOrder = (id: string, version: number, input: OrderInput) => put<Order>('/orders/{id}', input, { path: { id }, version })
export const moveOrder = (id: string, to: OrderStatus, reason: string | null, version: number) => post<Order>('/orders/{id}/transitions', { to, reason }, { path: { id }, version })
