import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Plus, Repeat2 } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { addDays, formatDay, formatShortDay, startOfWeek, today } from '@/lib/dates'
import { formatQuantity } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { customerNames } from './api/customers'
import { standingOrders, standingPreview, type PreviewRow, type StandingOrder, type Weekly } from './api/standing-orders'
import { ExceptionDialog } from './exception-dialog'
import { StandingOrderModal } from './standing-order-modal'
import classes from './standing-orders-page.module.css'

const changedBy: string[] = ['exception', 'customer_closure', 'location_closure', 'holiday_rule']

/** Repeating orders, and a calendar that shows what each day really brings after exceptions, closures and holidays. */
export function StandingOrdersPage() {
  const { t, timeZone, weekdayShort } = useTexts()
  const items = useItemNames()
  const isMember = useMay('member')
  const [view, setView] = useState<'calendar' | 'list'>('calendar')
  const [from, setFrom] = useState(() => startOfWeek(today(timeZone)))
  const [editing, setEditing] = useState<StandingOrder | 'new' | null>(null)
  const [exception, setException] = useState<PreviewRow | null>(null)
  const days = Array.from({ length: 14 }, (_, index) => addDays(from, index))
  const list = useQuery(standingOrders())
  const preview = useQuery({ ...standingPreview(from, days[13]!), enabled: view === 'calendar' })
  const { data: customers } = useQuery(customerNames())
  const name = (row: { item_id: string }) => items.get(row.item_id)?.name ?? '–'
  const groups = Object.values(Object.groupBy(preview.data ?? [], (row) => `${row.standing_order_id}|${row.item_id}`)).flatMap((rows) => (rows?.length ? [{ key: `${rows[0]!.standing_order_id}|${rows[0]!.item_id}`, first: rows[0]!, byDay: new Map(rows.map((row) => [row.date, row])) }] : []))
  const customer = (row: { customer_id: string }) => customers?.find((candidate) => candidate.id === row.customer_id)?.name ?? '–'
  const weekly = (order: StandingOrder) => order.lines.map((line) => `${name(line)}: ${['1', '2', '3', '4', '5', '6', '7'].filter((day) => Number((line.weekly as Weekly)[day] ?? 0) > 0).map((day) => `${t(`common:weekday_short.${day}`)} ${formatQuantity((line.weekly as Weekly)[day])}`).join(', ')}`).join(' · ')
  return (
    <>
      <PageHeader title={t('orders:standing.title')} lead={t('orders:standing.lead')}>
        <SegmentedControl value={view} onChange={(value) => setView(value as 'calendar' | 'list')} data={[{ value: 'calendar', label: t('orders:standing.calendar') }, { value: 'list', label: t('orders:standing.list') }]} />
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setEditing('new')}>{t('orders:standing.new')}</Button> : null}
      </PageHeader>
      {list.error ? <Panel><ErrorState error={list.error} onRetry={() => void list.refetch()} /></Panel> : list.isPending ? <Skeleton height={280} radius="lg" /> : list.data.length === 0 ? <Panel><EmptyState icon={Repeat2} title={t('orders:standing.empty')} text={t('orders:standing.empty_text')} action={isMember ? <Button onClick={() => setEditing('new')}>{t('orders:standing.new')}</Button> : null} /></Panel> : view === 'list' ? (
        <Panel>
          <SimpleTable
            label={t('orders:standing.title')}
            rows={list.data}
            rowKey={(row) => row.id}
            columns={[
              { header: t('orders:field.customer'), cell: (row) => <Button variant="subtle" size="xs" px={4} onClick={() => setEditing(row)}>{customer(row)}</Button> },
              { header: t('orders:standing.pattern'), cell: weekly },
              { header: t('orders:standing.valid'), cell: (row) => `${formatDay(row.valid_from)} – ${row.valid_to ? formatDay(row.valid_to) : t('orders:standing.open_end')}` },
              { header: t('orders:standing.holiday_rule'), cell: (row) => t(`orders:holiday_rule.${row.on_holiday}`) },
            ]}
          />
        </Panel>
      ) : (
        <Panel title={`${formatDay(days[0])} – ${formatDay(days[13])}`} aside={<Group gap={2} wrap="nowrap"><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('orders:standing.before')} onClick={() => setFrom(addDays(from, -7))}><ChevronLeft size={18} /></ActionIcon><Button variant="subtle" size="compact-sm" onClick={() => setFrom(startOfWeek(today(timeZone)))}>{t('common:today')}</Button><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('orders:standing.after')} onClick={() => setFrom(addDays(from, 7))}><ChevronRight size={18} /></ActionIcon></Group>} footer={t('orders:standing.legend')}>
          {preview.error ? <ErrorState compact error={preview.error} onRetry={() => void preview.refetch()} /> : (
            <div className={classes.scroll} role="region" aria-label={t('orders:standing.calendar')} tabIndex={0}>
              <table className={`numbers ${classes.calendar}`}>
                <thead><tr><th scope="col">{t('orders:field.customer')}</th>{days.map((day) => <th key={day} scope="col" data-today={day === today(timeZone) || undefined}>{weekdayShort(day)}<br /><small>{formatShortDay(day)}</small></th>)}</tr></thead>
                <tbody>
                  {groups.map((group) => (
                    <tr key={group.key}>
                      <th scope="row">{customer(group.first)}<Text size="xs" c="dimmed">{name(group.first)}</Text></th>
                      {days.map((day) => {
                        const row = group.byDay.get(day)
                        if (!row) return <td key={day}>·</td>
                        const changed = changedBy.includes(row.resolved_by)
                        const label = `${customer(group.first)}, ${name(group.first)}, ${formatShortDay(day)}: ${formatQuantity(row.quantity)}${changed ? `, ${t(`orders:reason.${row.resolved_by}`)}` : ''}`
                        return <td key={day}>{isMember ? <button type="button" className={classes.cell} data-reason={changed ? row.resolved_by : undefined} title={changed ? t(`orders:reason.${row.resolved_by}`) : undefined} aria-label={label} onClick={() => setException(row)}>{formatQuantity(row.quantity)}{changed ? '*' : ''}</button> : <span>{formatQuantity(row.quantity)}{changed ? '*' : ''}</span>}</td>
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      )}
      {editing ? <StandingOrderModal order={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
      {exception ? <ExceptionDialog row={exception} title={`${customer(exception)} · ${name(exception)}`} onClose={() => setException(null)} /> : null}
    </>
  )
}
