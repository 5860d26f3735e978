import { Skeleton } from '@mantine/core'
import { useTexts } from '@/ui/use-texts'
import classes from './dashboard-page.module.css'

/** The outline of the dashboard while its first cards are on their way. */
export function DashboardSkeleton() {
  const { t } = useTexts()
  return (
    <div className={classes.page} role="status" aria-label={t('common:loading')}>
      <div className={classes.health}><Skeleton height={190} radius="lg" /></div>
      <div className={classes.queue}><Skeleton height={420} radius="lg" /></div>
      <div className={classes.tomorrow}><Skeleton height={230} radius="lg" /></div>
    </div>
  )
}
