import { queryClient } from '@/api/query-client'
import { actionQueue, dashboardInsights, healthStatus, orchestrationSummary, productionTimeline, tomorrowSummary } from './dashboard'

/** Asks for all cards before the page is drawn; the first ones first. */
export function prefetchDashboard(): void {
  for (const card of [healthStatus(), actionQueue(), tomorrowSummary(), orchestrationSummary(), productionTimeline(), dashboardInsights()]) void queryClient.prefetchQuery(card as ReturnType<typeof healthStatus>)
}
