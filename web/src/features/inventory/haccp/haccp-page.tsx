import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BookOpenCheck, ClipboardPen, Settings2, ShieldCheck, Thermometer } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { addDays, today } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { addStarter, checklists, dueToday, openDeviations, points, readingsSince, type Checklist, type Deviation, type Due, type Point } from '../api/haccp'
import { ActionDialog } from './action-dialog'
import { CheckDialog } from './check-dialog'
import { useLimits, useReadingText } from './haccp-words'
import { ReadingDialog } from './reading-dialog'

/** Today's self-control: what is due and when, what is wrong, and a button for each. */
export function HaccpPage() {
  const { t } = useTexts()
  const isMember = useMay('member')
  const due = useQuery(dueToday())
  const plan = useQuery(points())
  const lists = useQuery(checklists())
  const [reading, setReading] = useState<Point | null>(null)
  const [checking, setChecking] = useState<Checklist | null>(null)
  if (due.error ?? plan.error) return <ErrorState error={due.error ?? plan.error} onRetry={() => { void due.refetch(); void plan.refetch() }} />
  const onEvent = (plan.data ?? []).filter((point) => point.is_active && (point.frequency === 'on_event' || point.due_time === null))
  const start = (row: Due) => {
    if (row.kind === 'point') setReading(plan.data?.find((point) => point.id === row.id) ?? null)
    else setChecking(lists.data?.find((list) => list.id === row.id) ?? null)
  }
  return (
    <>
      <PageHeader title={t('haccp:title')} lead={t('haccp:lead')}>
        <Button variant="default" component={Link} to="/app/operations/haccp/records" leftSection={<BookOpenCheck size={16} />}>{t('haccp:records')}</Button>
        <Button variant="default" component={Link} to="/app/operations/haccp/plan" leftSection={<Settings2 size={16} />}>{t('haccp:plan')}</Button>
      </PageHeader>
      <Stack gap="md">
        <Deviations points={plan.data ?? []} lists={lists.data ?? []} />
        <Panel title={t('haccp:today')}>
          {!due.data || !plan.data || !lists.data ? <Skeleton height={200} /> : plan.data.length === 0 && lists.data.length === 0 ? <Starter /> : due.data.items.length === 0 ? <Text c="dimmed">{t('haccp:nothing_due')}</Text> : <DueTable rows={due.data.items} points={plan.data} onStart={isMember ? start : undefined} />}
        </Panel>
        {onEvent.length > 0 ? (
          <Panel title={t('haccp:on_event')}>
            <Stack gap="xs">{onEvent.map((point) => <EventPoint key={point.id} point={point} onStart={isMember ? () => setReading(point) : undefined} />)}</Stack>
          </Panel>
        ) : null}
      </Stack>
      {reading ? <ReadingDialog point={reading} onClose={() => setReading(null)} /> : null}
      {checking && due.data ? <CheckDialog list={checking} day={due.data.date} onClose={() => setChecking(null)} /> : null}
    </>
  )
}

function DueTable({ rows, points: plan, onStart }: { rows: readonly Due[]; points: readonly Point[]; onStart?: ((row: Due) => void) | undefined }) {
  const { t, time, timeZone } = useTexts()
  const places = useLocationNames()
  const limits = useLimits()
  const readingText = useReadingText()
  const { data: readings } = useQuery(readingsSince(`${addDays(today(timeZone), -1)}T00:00:00Z`))
  const now = time(new Date().toISOString())
  const point = (row: Due) => plan.find((candidate) => candidate.id === row.id)
  const last = (row: Due) => (readings ?? []).find((reading) => reading.point_id === row.id && today(timeZone, new Date(reading.event_time)) === today(timeZone))
  return (
    <SimpleTable label={t('haccp:today')} rows={rows} rowKey={(row) => row.id} columns={[
      { header: t('haccp:what'), cell: (row) => <>{row.name}<Text size="xs" c="dimmed">{[places.get(row.location_id)?.name, limits(point(row))].filter(Boolean).join(' · ')}</Text></> },
      { header: t('haccp:due'), cell: (row) => row.due_time.slice(0, 5) },
      { header: t('common:field.status'), cell: (row) => row.is_done ? <StatusChip tone="good" label={t('haccp:state.done')} /> : row.due_time.slice(0, 5) < now ? <StatusChip tone="bad" label={t('haccp:state.late')} /> : <StatusChip tone="plain" label={t('haccp:state.waiting')} /> },
      { header: t('haccp:read'), cell: (row) => { const found = last(row); return found ? <span style={found.ok ? undefined : { color: 'var(--bad)', fontWeight: 650 }}>{readingText(found, point(row))} · {time(found.event_time)}</span> : row.is_done ? t('haccp:state.signed') : '–' } },
      ...(onStart ? [{ header: '', right: true, cell: (row: Due) => <Button size="compact-md" variant={row.is_done ? 'subtle' : 'filled'} color={row.is_done ? 'gray' : undefined} leftSection={row.kind === 'point' ? <Thermometer size={15} /> : <ClipboardPen size={15} />} aria-label={`${t(row.kind === 'point' ? 'haccp:record' : 'haccp:sign')}: ${row.name}`} onClick={() => onStart(row)}>{t(row.kind === 'point' ? 'haccp:record' : 'haccp:sign')}</Button> }] : []),
    ]} />
  )
}

function EventPoint({ point, onStart }: { point: Point; onStart?: (() => void) | undefined }) {
  const { t } = useTexts()
  const places = useLocationNames()
  const limits = useLimits()
  return (
    <Stack gap="xs" style={{ flexDirection: 'row', justifyContent: 'space-between', alignItems: 'center' }}>
      <div>{point.name}<Text size="xs" c="dimmed">{[places.get(point.location_id)?.name, limits(point)].filter(Boolean).join(' · ')}</Text></div>
      {onStart ? <Button size="compact-md" variant="light" leftSection={<Thermometer size={15} />} aria-label={`${t('haccp:record')}: ${point.name}`} onClick={onStart}>{t('haccp:record')}</Button> : null}
    </Stack>
  )
}

function Deviations({ points: plan, lists }: { points: readonly Point[]; lists: readonly Checklist[] }) {
  const { t, instant } = useTexts()
  const isMember = useMay('member')
  const { data } = useQuery(openDeviations())
  const [closing, setClosing] = useState<Deviation | null>(null)
  const subject = (row: Deviation) => plan.find((point) => point.id === row.point_id) ?? lists.find((list) => list.id === row.checklist_id)
  const name = (row: Deviation) => subject(row)?.name ?? '–'
  const unit = (row: Deviation) => plan.find((point) => point.id === row.point_id)?.unit ?? ''
  if (!data || data.length === 0) return null
  const place = closing ? subject(closing)?.location_id : undefined
  return (
    <Alert color="berry" title={t('haccp:deviations', { count: data.length })} role="alert">
      <Stack gap="xs" mt={4}>
        {data.map((row) => (
          <Stack key={row.id} gap="xs" style={{ flexDirection: 'row', justifyContent: 'space-between', alignItems: 'center', flexWrap: 'wrap' }}>
            <div><b>{name(row)}</b>{row.worst_value !== null ? <span className="numbers"> · {formatNumber(row.worst_value, 0, 2)} {unit(row)}</span> : ` · ${t('haccp:not_in_order')}`}<Text size="sm" c="dimmed" className="numbers">{t('haccp:since', { time: instant(row.started_at) })}{row.is_urgent ? ` · ${t('haccp:urgent')}` : ''}</Text></div>
            {isMember ? <Button color="berry.7" size="compact-md" aria-label={`${t('haccp:action_act')}: ${name(row)}`} onClick={() => setClosing(row)}>{t('haccp:action_act')}</Button> : null}
          </Stack>
        ))}
      </Stack>
      {closing && place ? <ActionDialog deviation={closing} name={name(closing)} locationId={place} onClose={() => setClosing(null)} /> : null}
    </Alert>
  )
}

function Starter() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data: locations } = useQuery(locationNames())
  const [busy, setBusy] = useState(false)
  const place = locations?.find((row) => row.type === 'central_production') ?? locations?.[0]
  const add = async () => {
    if (!place) return
    setBusy(true)
    try { await addStarter(place.id); await client.invalidateQueries({ queryKey: ['inventory', 'haccp'] }) } catch (problem) { showToast(problemText(problem), 'bad') } finally { setBusy(false) }
  }
  return <EmptyState icon={ShieldCheck} title={t('haccp:empty')} text={t('haccp:empty_text')} action={isAdmin && place ? <Button loading={busy} onClick={() => void add()}>{t('haccp:starter', { location: place.name })}</Button> : null} />
}
