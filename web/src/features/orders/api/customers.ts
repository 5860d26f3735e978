import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Customer = Schema<'OrdersCustomerFormView'>
export type CustomerInput = Schema<'OrdersCustomerFormData'>

export const customerPage = (query: TableQuery) => get<Paged<Customer>>('/orders/customers', { query })
export const customerNames = () => queryOptions({ queryKey: ['orders', 'customers', 'names'], queryFn: async () => (await get<Paged<Customer>>('/orders/customers', { query: { limit: 200 } })).items, staleTime: 60_000 })
export const oneCustomer = (id: string) => queryOptions({ queryKey: ['orders', 'customer', id], queryFn: () => get<Customer>('/orders/customers/{id}', { path: { id } }) })
export const saveCustomer = (id: string | null, values: CustomerInput, version: number | undefined) => id && version !== undefined ? put<Customer>('/orders/customers/{id}', values, { path: { id }, version }) : post<Customer>('/orders/customers', values)
