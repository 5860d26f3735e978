import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Notice = Schema<'NotificationListInboxRow'>
export type NoticePreferences = Schema<'NotificationManagePreferencesDocument'>

export const inbox = () => infiniteQueryOptions({
  queryKey: ['notification', 'inbox'],
  queryFn: ({ pageParam }) => get<Paged<Notice>>('/notification/inbox', { query: { limit: 25, cursor: pageParam } }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
})
export const readNotice = (id: string) => post('/notification/inbox/{id}/read', undefined, { path: { id } })
export const noticePreferences = () => queryOptions({ queryKey: ['notification', 'preferences'], queryFn: () => get<NoticePreferences>('/notification/preferences') })
export const savePreferences = (values: NoticePreferences) => put<NoticePreferences>('/notification/preferences', values)
