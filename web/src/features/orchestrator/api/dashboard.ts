import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/request'
import type { Schema } from '@/api/wire'

// Fallback for the live stream: every card asks again once a minute.
const poll = { refetchInterval: 60_000 } as const

export type Entity = Schema<'EntityRef'>
export type RunBrief = Schema<'RunView'>
export type HealthStatus = Schema<'OrchestratorHealthStatusResponse'>
export type OrchestrationSummary = Schema<'OrchestratorOrchestrationSummaryResponse'>
export type ActionQueue = Schema<'OrchestratorActionQueueResponse'>
export type QueueItem = Schema<'OrchestratorActionQueueItem'>
export type QueueAction = Schema<'AlertLink'>
export type ProductionTimeline = Schema<'OrchestratorProductionTimelineResponse'>
export type Figure = Schema<'OrchestratorDashboardInsightsFigure'>
export type DashboardInsights = Schema<'OrchestratorDashboardInsightsResponse'>
export type TomorrowSummary = Schema<'OrchestratorTomorrowResponse'>

const card = <T>(name: string) => queryOptions({ queryKey: ['dashboard', name], queryFn: () => get<T>(`/dashboard/${name}`), ...poll })

export const healthStatus = () => card<HealthStatus>('health-status')
export const orchestrationSummary = () => card<OrchestrationSummary>('orchestration-summary')
export const actionQueue = () => card<ActionQueue>('action-queue')
export const productionTimeline = () => card<ProductionTimeline>('production-timeline')
export const dashboardInsights = () => card<DashboardInsights>('insights')
export const tomorrowSummary = () => card<TomorrowSummary>('tomorrow')
