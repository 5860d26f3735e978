import { Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarClock, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { addDays, formatShortDay, startOfWeek, today } from '@/lib/dates'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { calendar, type CalendarEntry } from './api/repeated'
import { BuyingTabs } from './buying-tabs'
import classes from './calendar-page.module.css'
import { statusTone } from './order-rules'

const days = 14

/** Two weeks of deliveries: who can bring something, until when it has to be ordered, and what is coming. */
export function BuyingCalendarPage() {
  const { t, timeZone, weekdayName } = useTexts()
  const [from, setFrom] = useState(() => startOfWeek(today(timeZone)))
  const { data, error, refetch } = useQuery(calendar(from, addDays(from, days - 1)))
  const now = today(timeZone)
  return (
    <>
      <PageHeader title={t('buying:calendar.title')} lead={t('buying:calendar.lead')}>
        <Button variant="default" aria-label={t('buying:calendar.earlier')} onClick={() => setFrom(addDays(from, -7))}><ChevronLeft size={17} /></Button>
        <Button variant="default" onClick={() => setFrom(startOfWeek(now))}>{t('buying:calendar.this_week')}</Button>
        <Button variant="default" aria-label={t('buying:calendar.later')} onClick={() => setFrom(addDays(from, 7))}><ChevronRight size={17} /></Button>
      </PageHeader>
      <BuyingTabs />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={320} role="status" aria-label={t('common:loading')} /> : data.length === 0 ? <Panel><EmptyState icon={CalendarClock} title={t('buying:calendar.empty')} text={t('buying:calendar.empty_text')} /></Panel> : (
        <div className={classes.days}>
          {Array.from({ length: days }, (_, index) => addDays(from, index)).map((day) => (
            <section key={day} className={classes.day} data-today={day === now || undefined} data-past={day < now || undefined} aria-label={`${weekdayName(day)} ${formatShortDay(day)}`}>
              <header className={classes.head}><b>{weekdayName(day)}</b> <span className="numbers">{formatShortDay(day)}</span></header>
              <Stack gap={6}>{data.filter((entry) => entry.date === day).map((entry) => <Entry key={entry.supplier_id} entry={entry} past={day < now} />)}</Stack>
            </section>
          ))}
        </div>
      )}
    </>
  )
}

function Entry({ entry, past }: { entry: CalendarEntry; past: boolean }) {
  const { t, instant } = useTexts()
  return (
    <div className={classes.entry}>
      <Text size="sm" fw={600}>{entry.supplier_name}</Text>
      {entry.orders.map((order) => <Group key={order.purchase_order_id} gap={6}><Anchor size="sm" className="numbers" component={Link} to={`/app/operations/procurement/orders/${order.purchase_order_id}`}>{order.po_number}</Anchor><StatusChip tone={statusTone[order.status]} label={t(`purchase_orders:status.${order.status}`)} /></Group>)}
      {past ? null : <Text size="xs" c={entry.is_still_possible ? 'dimmed' : 'var(--bad)'} className="numbers">{entry.is_still_possible ? t('buying:calendar.order_by', { time: instant(entry.order_by) }) : t('buying:calendar.too_late')}</Text>}
    </div>
  )
}
