import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Message = Schema<'MessageRow'>

export const messagePage = (query: TableQuery) => get<Paged<Message>>('/notification/messages', { query })
export const oneMessage = (id: string) => queryOptions({ queryKey: ['notification', 'message', id], queryFn: () => get<Schema<'NotificationGetMessageResponse'>>('/notification/messages/{id}', { path: { id } }) })
export const moveMessage = (id: string, action: 'retry' | 'cancel' | 'mark-sent') => post<Message>(`/notification/messages/{id}/${action}`, undefined, { path: { id } })
