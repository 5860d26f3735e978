import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Trace = Schema<'TraceView'>
export type TraceNode = Schema<'TraceNodeView'>
export type Balance = Schema<'MassBalance'>
export type Recipient = Schema<'RecipientView'>
export type Recall = Schema<'InventoryRecallFormView'>
export type RecallRow = Schema<'InventoryRecallFormRow'>

export const traceForward = (lotId: string) => queryOptions({ queryKey: ['inventory', 'trace', 'forward', lotId], queryFn: () => get<Trace>('/inventory/trace/forward', { query: { lot_id: lotId } }) })
export const traceBackward = (lotId: string) => queryOptions({ queryKey: ['inventory', 'trace', 'backward', lotId], queryFn: () => get<Trace>('/inventory/trace/backward', { query: { lot_id: lotId } }) })
export const recallPage = (query: TableQuery) => get<Paged<RecallRow>>('/inventory/recalls', { query })
export const oneRecall = (id: string) => queryOptions({ queryKey: ['inventory', 'recall', id], queryFn: () => get<Recall>('/inventory/recalls/{id}', { path: { id } }) })
export const openRecall = (lot_ids: string[], reason: string, instructions: string | null) => post<Recall>('/inventory/recalls', { lot_ids, reason, instructions })
export const drillRecall = (lot_id: string, reason: string | null) => post<Recall>('/inventory/recalls/drills', { lot_id, reason })
export const tellRecipients = (recall: Recall, recipients: string[], channel: string, note: string | null) => post<Recall>('/inventory/recalls/{id}/notify', { recipients: recipients.map((recipient_id) => ({ recipient_id, channel, note })) }, { path: { id: recall.recall.id }, version: recall.version })
export const closeRecall = (recall: Recall, outcome: string) => post<Recall>('/inventory/recalls/{id}/close', { outcome }, { path: { id: recall.recall.id }, version: recall.version })
export const recallFile = (id: string, format: 'pdf' | 'csv') => getFile('/inventory/recalls/{id}/report', { path: { id }, query: { format } })
export const recallLetter = (id: string, recipient_id: string) => getFile('/inventory/recalls/{id}/letter', { path: { id }, query: { recipient_id } })
