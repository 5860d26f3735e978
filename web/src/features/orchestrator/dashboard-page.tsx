import { useDocumentTitle } from '@mantine/hooks'
import { useTexts } from '@/ui/use-texts'
import { ActionQueueCard } from './action-queue-card'
import classes from './dashboard-page.module.css'
import { HealthCard } from './health-card'
import { InsightsCard } from './insights-card'
import { SummaryCard } from './summary-card'
import { TimelineCard } from './timeline-card'
import { TomorrowCard } from './tomorrow-card'

/** What must I do now, what changed overnight, is tomorrow covered: in this order. */
export function DashboardPage() {
  const { t } = useTexts()
  useDocumentTitle(`${t('common:nav.dashboard')} · Bakery IA`)
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
