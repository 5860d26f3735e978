import { useDocumentTitle } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTexts } from '@/ui/use-texts'
import { ActionQueueCard } from './action-queue-card'
import { actionQueue, healthStatus, tomorrowSummary } from './api/dashboard'
import classes from './dashboard-page.module.css'
import { DashboardSkeleton } from './dashboard-skeleton'
import { HealthCard } from './health-card'
import { InsightsCard } from './insights-card'
import { SummaryCard } from './summary-card'
import { TimelineCard } from './timeline-card'
import { TomorrowCard } from './tomorrow-card'

/** The cards one sees first appear together, so that none pushes another away; true once each has its answer, be it an error. */
function useFirstCards(): boolean {
  return useQueries({ queries: [healthStatus(), actionQueue(), tomorrowSummary()], combine: (results) => results.every((result) => !result.isPending) })
}

/** What must I do now, what changed overnight, is tomorrow covered: in this order. */
export function DashboardPage() {
  const { t } = useTexts()
  useDocumentTitle(`${t('common:nav.dashboard')} · Bakery IA`)
  // Deferred: the cards are drawn in small steps, and a tap in between is answered.
  const ready = useDeferredValue(useFirstCards(), false)
  if (!ready) return <DashboardSkeleton />
  return (
    <div className={classes.page}>
      <div className={classes.health}><HealthCard /></div>
      <div className={classes.queue}><ActionQueueCard /></div>
      <div className={classes.tomorrow}><TomorrowCard /></div>
      <div className={classes.summary}><SummaryCard /></div>
      <div className={classes.timeline}><TimelineCard /></div>
      <div className={classes.insights}><InsightsCard /></div>
    </div>
  )
}
