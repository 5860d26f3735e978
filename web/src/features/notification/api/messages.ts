import { get, post, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface Message { id: string; kind: string; channel: string; recipient: string; template: string; language: string; subject?: string | null; body?: string | null; state: string; scheduled_at: string | null; attempts: number; error_code: string | null; created_at: string; sent_at?: string | null }

export const messagePage = (query: TableQuery) => get<Paged<Message>>('/notification/messages', { query })
export const moveMessage = (id: string, action: 'retry' | 'cancel') => post(`/notification/messages/{id}/${action}`, {}, { path: { id } })
