import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Insight = Schema<'InsightView'>

export const insightPage = (query: TableQuery) => get<Paged<Insight>>('/ai-insights/insights', { query })
export const moveInsight = (id: string, action: 'apply' | 'dismiss') => post(`/ai-insights/insights/{id}/${action}`, undefined, { path: { id } })
