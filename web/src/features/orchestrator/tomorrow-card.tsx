import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Croissant } from 'lucide-react'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { tomorrowSummary } from './api/dashboard'
import { Card } from './card'
import classes from './tomorrow-card.module.css'

const both = (pieces: string | null, amount: string | null) => (pieces === null ? '–' : amount === null ? formatNumber(pieces, 0, 0) : `${formatNumber(pieces, 0, 0)} · ${formatMoney(amount)}`)

export function TomorrowCard() {
  const { t, weekdayName } = useTexts()
  const query = useQuery(tomorrowSummary())
  return (
    <Card title={t('dashboard:tomorrow.title')} query={query} rows={4}>
      {(data) => {
        if (!data.plan_id) return <EmptyState compact icon={Croissant} title={t('dashboard:tomorrow.empty')} text={t('dashboard:tomorrow.empty_text')} action={<Button component={Link} to="/app/database/sales/import" size="sm" variant="light">{t('dashboard:tomorrow.import')}</Button>} />
        const approved = data.status !== 'draft' && data.status !== 'proposed'
        const complete = data.uncovered === 0
        return (
          <div className={classes.box}>
            <div className={classes.big}>
              <span className={classes.pieces}>{formatNumber(data.pieces, 0, 0)}</span>
              <span className={classes.unit}>{t('dashboard:tomorrow.pieces', { products: data.products })}<br /><span className={classes.day}>{weekdayName(data.date)}, {formatDay(data.date)}</span></span>
            </div>
            <dl className={classes.facts}>
              <div><dt>{t('dashboard:tomorrow.coverage')}</dt><dd data-tone={complete ? 'good' : 'bad'}>{formatNumber(data.ingredients - data.uncovered)} / {formatNumber(data.ingredients)}</dd></div>
              <div><dt>{t('dashboard:tomorrow.waste')}</dt><dd>{both(data.expected_waste, data.expected_waste_cost)}</dd></div>
              <div><dt>{t('dashboard:tomorrow.lost')}</dt><dd>{both(data.expected_lost_sales, data.expected_lost_revenue)}</dd></div>
            </dl>
            <div className={classes.foot}>
              <StatusChip tone={approved ? 'good' : 'warn'} label={t(`production:plan_status.${data.status ?? 'draft'}`)} />
              {data.open_changes > 0 ? <Text size="sm" fw={600}>{t('dashboard:tomorrow.changes', { count: data.open_changes })}</Text> : null}
              <Button component={Link} to="/app/tomorrow" variant={approved ? 'light' : 'filled'} ml="auto">{t(approved ? 'dashboard:tomorrow.look' : 'dashboard:tomorrow.approve')}</Button>
            </div>
          </div>
        )
      }}
    </Card>
  )
}
