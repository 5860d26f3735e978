import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Invoice = Schema<'ProcurementInvoiceFormView'>
export type InvoiceLine = Schema<'ProcurementInvoiceFormLineView'>
export type NewInvoice = Schema<'ProcurementKeepInvoicesRequest'>

const one = '/procurement/invoices/{id}'

export const invoicePage = (query: TableQuery) => get<Paged<Invoice>>('/procurement/invoices', { query })
export const oneInvoice = (id: string) => queryOptions({ queryKey: ['procurement', 'invoice', id], queryFn: () => get<Invoice>(one, { path: { id } }) })

/** Captures an invoice with its scan and compares it with order and receipts. */
export async function captureInvoice(request: NewInvoice, scan: File | null): Promise<Invoice> {
  const invoice = await post<Invoice>('/procurement/invoices', request)
  if (scan) {
    const form = new FormData()
    form.set('file', scan)
    await post(`${one}/file`, form, { path: { id: invoice.id } })
  }
  return matchInvoice(invoice.id)
}

export const matchInvoice = (id: string) => post<Invoice>(`${one}/match`, undefined, { path: { id } })
export const approveInvoice = (id: string, reason: string | null, update_price_list: boolean) => post<Invoice>(`${one}/approve`, { reason, update_price_list }, { path: { id } })
export const disputeInvoice = (id: string, reason: string) => post<Invoice>(`${one}/dispute`, { reason }, { path: { id } })
export const payInvoice = (id: string, paid_on: string | null) => post<Invoice>(`${one}/pay`, { paid_on }, { path: { id } })
export const invoiceFile = (id: string) => getFile(`${one}/file`, { path: { id } })
