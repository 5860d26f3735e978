import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, put, remove } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Scorecard = Schema<'SuppliersShowScorecardResponse'>
export type SupplierDocument = Schema<'SuppliersKeepDocumentsView'>
export type DocumentData = Schema<'SuppliersKeepDocumentsData'>
export type Contact = Schema<'SuppliersKeepContactsView'>
export type ContactData = Schema<'SuppliersKeepContactsData'>
export type Price = Schema<'SuppliersPriceFormView'>
export type PriceData = Schema<'SuppliersPriceFormData'>

const of = (id: string) => ({ path: { id } })

export const scorecard = (id: string) => queryOptions({ queryKey: ['suppliers', 'scorecard', id], queryFn: () => get<Scorecard>('/suppliers/{id}/scorecard', of(id)) })
export const endOverride = (id: string) => remove('/suppliers/{id}/trust-score', of(id))
export const overrideTrust = (id: string, score: string, reason: string) => put('/suppliers/{id}/trust-score', { score, reason }, of(id))

export const documents = (id: string) => queryOptions({ queryKey: ['suppliers', 'documents', id], queryFn: async () => (await get<{ items: SupplierDocument[] }>('/suppliers/{id}/documents', of(id))).items })
const document = '/suppliers/{id}/documents/{document_id}'
const documentPath = (id: string, document_id: string) => ({ path: { id, document_id } })
export const documentFile = (id: string, documentId: string) => getFile(`${document}/file`, documentPath(id, documentId))
export const deleteDocument = (row: SupplierDocument) => remove(document, { ...documentPath(row.supplier_id, row.id), version: row.version })

/** Saves a paper's data and, when one was chosen, its file. */
export async function saveDocument(id: string, before: SupplierDocument | null, data: DocumentData, scan: File | null): Promise<SupplierDocument> {
  const saved = before ? await put<SupplierDocument>(document, data, { ...documentPath(id, before.id), version: before.version }) : await post<SupplierDocument>('/suppliers/{id}/documents', data, of(id))
  if (!scan) return saved
  const form = new FormData()
  form.set('file', scan)
  return post<SupplierDocument>(`${document}/file`, form, documentPath(id, saved.id))
}

export const contacts = (id: string) => queryOptions({ queryKey: ['suppliers', 'contacts', id], queryFn: async () => (await get<{ items: Contact[] }>('/suppliers/{id}/contacts', of(id))).items })
export const saveContact = (id: string, before: Contact | null, data: ContactData) => before ? put<Contact>('/suppliers/{id}/contacts/{contact_id}', data, { path: { id, contact_id: before.id }, version: before.version }) : post<Contact>('/suppliers/{id}/contacts', data, of(id))
export const deleteContact = (id: string, row: Contact) => remove('/suppliers/{id}/contacts/{contact_id}', { path: { id, contact_id: row.id }, version: row.version })

export const prices = (id: string) => queryOptions({ queryKey: ['suppliers', 'price-rows', id], queryFn: async () => (await get<{ items: Price[] }>('/suppliers/{id}/price-lists', of(id))).items })
export const savePrice = (id: string, before: Price | null, data: PriceData) => before ? put<Price>('/suppliers/{id}/price-lists/{price_id}', data, { path: { id, price_id: before.id }, version: before.version }) : post<Price>('/suppliers/{id}/price-lists', data, of(id))
export const deletePrice = (row: Price) => remove('/suppliers/{id}/price-lists/{price_id}', { path: { id: row.supplier_id, price_id: row.id }, version: row.version })
