import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'

// Fallback for the live stream: every card asks again once a minute.
const poll = { refetchInterval: 60_000 } as const

export interface Entity { type: string; id: string }
export interface RunBrief { id: string; run_number: string; run_type: string; status: string; business_day: string; started_at: string | null; completed_at: string | null; is_late?: boolean }

export interface HealthStatus {
  status: 'green' | 'yellow' | 'red'
  headline_key: string
  parameters: Record<string, unknown>
  checklist: { code: string; state: 'ok' | 'warn' | 'bad'; count: number }[]
  last_run: RunBrief | null
  next_run: string | null
}

export interface OrchestrationSummary { run: RunBrief | null; took_seconds: number | null; actions: { reasoning_data: Reasoning; entity: Entity | null }[]; ready_to_plan: boolean }

export interface QueueAction { code: string; method: string; path: string; requires_confirmation?: boolean }
export interface QueueItem {
  id: string
  type: string
  level: 'critical' | 'important' | 'normal'
  title_key: string
  reasoning_data: Reasoning
  consequence: Reasoning['consequence']
  amount: string | null
  deadline_at: string | null
  actions: QueueAction[]
  estimated_minutes: number | null
  entity: Entity | null
}
export interface ActionQueue { total: number; critical: number; important: number; normal: number; items: QueueItem[] }

export interface TimelineEntry { id: string; kind: string; name: string; planned_start: string; planned_end: string; actual_start: string | null; actual_end: string | null; state: string; delay_minutes: number; quantity: string | null; unit: string | null; equipment: string | null; batch_id: string | null }
export interface ProductionTimeline { date: string; entries: TimelineEntry[] }

export interface InsightValue { value: string | null; unit: string; trend: 'up' | 'down' | 'flat' | null; comparison: string | null; how: { key: string; parameters: Record<string, unknown> } | null; history?: string[] }
export interface DashboardInsights { savings: InsightValue; inventory: InsightValue; waste: InsightValue; deliveries: InsightValue }

export interface TomorrowSummary {
  plan_id: string | null
  plan_date: string | null
  status: string | null
  pieces: string | null
  products: number
  pending_changes: number
  coverage: { covered: number; total: number; missing: { item_name: string; missing: string; unit: string }[] }
  expected_waste: { pieces: string; amount: string } | null
  expected_lost_sales: { pieces: string; amount: string } | null
}

const card = <T>(name: string) => queryOptions({ queryKey: ['dashboard', name], queryFn: () => get<T>(`/dashboard/${name}`), ...poll })

export const healthStatus = () => card<HealthStatus>('health-status')
export const orchestrationSummary = () => card<OrchestrationSummary>('orchestration-summary')
export const actionQueue = () => card<ActionQueue>('action-queue')
export const productionTimeline = () => card<ProductionTimeline>('production-timeline')
export const dashboardInsights = () => card<DashboardInsights>('insights')
export const tomorrowSummary = () => card<TomorrowSummary>('tomorrow')
