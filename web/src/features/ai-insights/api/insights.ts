import { get, post, type Paged } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'
import type { TableQuery } from '@/ui/data-table'

export interface Insight { id: string; type: string; category: string; priority: string; confidence: number; impact: { kind: string; value: string; unit: string; period: string } | null; actionable: boolean; reasoning_data: Reasoning; status: string; expires_at: string; created_at: string; version: number }

export const insightPage = (query: TableQuery) => get<Paged<Insight>>('/ai-insights/insights', { query })
export const moveInsight = (id: string, action: 'apply' | 'dismiss') => post(`/ai-insights/insights/{id}/${action}`, {}, { path: { id } })
