import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Order = Schema<'OrdersOrderFormView'>
export type OrderLine = Schema<'OrdersOrderFormLine'>
export type OrderStatus = Schema<'OrderStatus'>
export type NewOrder = Omit<Schema<'OrdersKeepOrdersRequest'>, 'channel'> & { channel: string }
export type OrderEdit = Schema<'OrdersKeepOrdersEditRequest'>

export const orderPage = (query: TableQuery) => get<Paged<Order>>('/orders', { query })
export const oneOrder = (id: string) => queryOptions({ queryKey: ['orders', 'order', id], queryFn: () => get<Order>('/orders/{id}', { path: { id } }) })
export const createOrder = (input: NewOrder) => post<Order>('/orders', input)
export const updateOrder = (id: string, version: number, input: OrderEdit) => put<Order>('/orders/{id}', input, { path: { id }, version })
export const moveOrder = (id: string, to: OrderStatus, reason: string | null, version: number) => post<Order>('/orders/{id}/transitions', { to, reason }, { path: { id }, version })
