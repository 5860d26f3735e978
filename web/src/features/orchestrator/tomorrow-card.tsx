import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Croissant } from 'lucide-react'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber, formatQuantity } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { tomorrowSummary } from './api/dashboard'
import { Card } from './card'
import classes from './tomorrow-card.module.css'

export function TomorrowCard() {
  const { t, weekdayName, list } = useTexts()
  const query = useQuery(tomorrowSummary())
  return (
    <Card title={t('dashboard:tomorrow.title')} query={query} rows={4}>
      {(data) => {
        if (!data.plan_id || !data.plan_date) return <EmptyState compact icon={Croissant} title={t('dashboard:tomorrow.empty')} text={t('dashboard:tomorrow.empty_text')} action={<Button component={Link} to="/app/database/sales/import" size="sm" variant="light">{t('dashboard:tomorrow.import')}</Button>} />
        const approved = data.status !== 'draft' && data.status !== 'proposed'
        const complete = data.coverage.covered >= data.coverage.total
        return (
          <div className={classes.box}>
            <div className={classes.big}>
              <span className={classes.pieces}>{formatNumber(data.pieces, 0, 0)}</span>
              <span className={classes.unit}>{t('dashboard:tomorrow.pieces', { products: data.products })}<br /><span className={classes.day}>{weekdayName(data.plan_date)}, {formatDay(data.plan_date)}</span></span>
            </div>
            <dl className={classes.facts}>
              <div><dt>{t('dashboard:tomorrow.coverage')}</dt><dd data-tone={complete ? 'good' : 'bad'}>{formatNumber(data.coverage.covered)} / {formatNumber(data.coverage.total)}</dd></div>
              <div><dt>{t('dashboard:tomorrow.waste')}</dt><dd>{data.expected_waste ? `${formatNumber(data.expected_waste.pieces, 0, 0)} · ${formatMoney(data.expected_waste.amount)}` : '–'}</dd></div>
              <div><dt>{t('dashboard:tomorrow.lost')}</dt><dd>{data.expected_lost_sales ? `${formatNumber(data.expected_lost_sales.pieces, 0, 0)} · ${formatMoney(data.expected_lost_sales.amount)}` : '–'}</dd></div>
            </dl>
            {complete ? null : <Text size="sm" c="var(--bad)">{t('dashboard:tomorrow.missing', { list: list(data.coverage.missing.filter((entry) => decimal(entry.missing).gt(0)).map((entry) => `${entry.item_name} ${formatQuantity(entry.missing, entry.unit)}`)) })}</Text>}
            <div className={classes.foot}>
              <StatusChip tone={approved ? 'good' : 'warn'} label={t(`production:plan_status.${data.status ?? 'draft'}`)} />
              {data.pending_changes > 0 ? <Text size="sm" fw={600}>{t('dashboard:tomorrow.changes', { count: data.pending_changes })}</Text> : null}
              <Button component={Link} to="/app/tomorrow" variant={approved ? 'light' : 'filled'} ml="auto">{t(approved ? 'dashboard:tomorrow.look' : 'dashboard:tomorrow.approve')}</Button>
            </div>
          </div>
        )
      }}
    </Card>
  )
}
