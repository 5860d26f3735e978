import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Donation = Schema<'InventoryDonateStockView'>
export type DonationRow = Schema<'InventoryDonateStockRow'>
export type NewDonation = Schema<'InventoryDonateStockRequest'>

export const donationPage = (query: TableQuery) => get<Paged<DonationRow>>('/inventory/donations', { query })
export const oneDonation = (id: string) => queryOptions({ queryKey: ['inventory', 'donation', id], queryFn: () => get<Donation>('/inventory/donations/{id}', { path: { id } }) })
export const donate = (donation: NewDonation) => post<Donation>('/inventory/donations', donation)
export const donationPaper = (id: string) => getFile('/inventory/donations/{id}/pdf', { path: { id } })
export const donationRegister = (from: string, to: string) => getFile('/inventory/donations/register', { query: { from, to } })
