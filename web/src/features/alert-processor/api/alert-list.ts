import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'
import type { TableQuery } from '@/ui/data-table'
import type { ScoreParts } from '@/ui/score-explainer'

export interface Alert {
  id: string
  event_type: string
  severity: 'low' | 'medium' | 'high' | 'urgent'
  type_class: 'action_needed' | 'prevented_issue' | 'trend_warning' | 'escalation' | 'information'
  priority_score: number
  priority_level: 'critical' | 'important' | 'standard' | 'info'
  status: 'active' | 'acknowledged' | 'snoozed' | 'resolved' | 'ignored'
  entity: { type: string; id: string } | null
  reasoning_data: Reasoning | null
  parameters: Record<string, unknown>
  business_impact?: { money?: string | null; orders?: number; customers?: number } | null
  deadline_at: string | null
  occurrences: number
  first_seen: string
  last_seen: string
  snoozed_until: string | null
  auto_action?: { kind: string; at: string; cancellable_until: string } | null
}

export const alertPage = (query: TableQuery) => get<Paged<Alert>>('/alerts', { query })
export const oneAlert = (id: string) => queryOptions({ queryKey: ['alert-processor', 'alert', id], queryFn: () => get<Alert>('/alerts/{id}', { path: { id } }) })
export const explainAlert = (id: string) => queryOptions({ queryKey: ['alert-processor', 'explain', id], queryFn: () => get<ScoreParts>('/alerts/{id}/explain', { path: { id } }) })
export const moveAlert = (id: string, action: 'acknowledge' | 'resolve' | 'ignore' | 'snooze' | 'cancel-auto-action', body: Record<string, unknown> = {}) => post(`/alerts/{id}/${action}`, body, { path: { id } })
export const moveAlerts = (ids: string[], action: 'acknowledge' | 'resolve' | 'ignore') => post('/alerts/bulk', { ids, action })
