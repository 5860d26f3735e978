import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Alert = Schema<'AlertView'>
export type AlertScore = Schema<'AlertProcessorExplainAlertResponse'>

export const alertPage = (query: TableQuery) => get<Paged<Alert>>('/alerts', { query })
export const oneAlert = (id: string) => queryOptions({ queryKey: ['alert-processor', 'alert', id], queryFn: () => get<Alert>('/alerts/{id}', { path: { id } }) })
export const explainAlert = (id: string) => queryOptions({ queryKey: ['alert-processor', 'explain', id], queryFn: () => get<AlertScore>('/alerts/{id}/explain', { path: { id } }) })
export const moveAlert = (id: string, action: 'acknowledge' | 'resolve' | 'ignore' | 'snooze', body?: { until: string }) => post<Alert>(`/alerts/{id}/${action}`, body, { path: { id } })
export const moveAlerts = (ids: string[], action: 'acknowledge' | 'resolve' | 'ignore') => post('/alerts/bulk', { ids, action })
