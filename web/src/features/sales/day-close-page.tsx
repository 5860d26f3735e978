import { Alert, Button, Checkbox, Group, Select, Stack, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarCheck, CircleAlert, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { decimal, sum } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { DateInput } from '@/ui/date-input'
import { DecimalInput } from '@/ui/decimal-input'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { closeDay, dayCloses, reopenDay, type DayClose } from './api/day-closes'
import classes from './day-close-page.module.css'

type Counts = Record<string, { unsold: string | null; kept: string | null }>

const destinations = ['donation', 'prevention_reuse', 'animal_feed', 'compost', 'energy', 'landfill'] as const

/** The evening's count of a shop: what was left, what is kept for tomorrow and what is thrown away. */
export function DayClosePage() {
  const { t, instant } = useTexts()
  const client = useQueryClient()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const names = useLocationNames()
  const [reopening, setReopening] = useState<DayClose | null>(null)
  const unsold = (row: DayClose) => sum(row.unsold.map((line) => line.quantity)).toFixed()
  const wasted = (row: DayClose) => sum(row.unsold.map((line) => line.wasted)).toFixed()
  const columns: Column<DayClose>[] = [
    { id: 'day', header: t('shop:close.day'), sort: 'business_day', phone: 'title', cell: (row) => <span className="numbers">{formatDay(row.business_day)}</span>, value: (row) => formatDay(row.business_day) },
    { id: 'location', header: t('shop:close.location'), cell: (row) => names.get(row.location_id)?.name ?? '–', value: (row) => names.get(row.location_id)?.name },
    { id: 'state', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={row.is_closed ? 'good' : 'warn'} label={t(row.is_closed ? 'shop:close.closed' : 'shop:close.reopened')} />, value: (row) => t(row.is_closed ? 'shop:close.closed' : 'shop:close.reopened') },
    { id: 'closed_at', header: t('shop:close.when'), cell: (row) => <span className="numbers">{instant(row.closed_at)}</span>, value: (row) => instant(row.closed_at) },
    { id: 'unsold', header: t('shop:close.pieces'), align: 'right', cell: (row) => formatNumber(unsold(row)), value: (row) => ({ text: unsold(row), number: unsold(row) }) },
    { id: 'wasted', header: t('shop:close.wasted'), align: 'right', cell: (row) => formatNumber(wasted(row)), value: (row) => ({ text: wasted(row), number: wasted(row) }) },
    { id: 'note', header: t('shop:close.note'), cell: (row) => row.note ?? '–', value: (row) => row.note },
    ...(isAdmin ? [{ id: 'reopen', header: t('shop:close.reopen'), cell: (row: DayClose) => row.is_closed ? <Button size="compact-sm" variant="subtle" color="gray" leftSection={<LockOpen size={15} />} onClick={() => setReopening(row)}>{t('shop:close.reopen')}</Button> : '–', value: () => null }] : []),
  ]
  return (
    <>
      <PageHeader title={t('shop:close.title')} lead={t('shop:close.lead')} />
      <Stack gap="md">
        {isMember ? <CloseForm isAdmin={isAdmin} /> : null}
        <Title order={2} size="h4" mt="xs">{t('shop:close.history')}</Title>
        <DataTable title={t('shop:close.history')} searchable={false} queryKey={['sales', 'day-closes']} fetchPage={dayCloses} columns={columns} rowId={(row) => row.id} empty={<EmptyState compact icon={CalendarCheck} title={t('shop:close.no_history')} />} />
      </Stack>
      {reopening ? <ConfirmDialog opened title={t('shop:close.reopen_title', { day: formatDay(reopening.business_day) })} text={t('shop:close.reopen_text')} confirmLabel={t('shop:close.reopen')} onConfirm={async () => { await reopenDay(reopening.id); await client.invalidateQueries({ queryKey: ['sales'] }) }} onClose={() => setReopening(null)} /> : null}
    </>
  )
}

function CloseForm({ isAdmin }: { isAdmin: boolean }) {
  const { t, timeZone } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: locations } = useQuery(locationNames())
  const { data: items } = useQuery(itemNames())
  const itemName = useItemNames()
  const shops = (locations ?? []).filter((location) => location.type === 'retail_outlet' && location.is_active !== false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [day, setDay] = useState<string | null>(() => today(timeZone))
  const [counts, setCounts] = useState<Counts>({})
  const [destination, setDestination] = useState<string>('donation')
  const [note, setNote] = useState('')
  const [force, setForce] = useState(false)
  const shop = chosen ?? shops[0]?.id ?? null
  const products = (items ?? []).filter((item) => item.item_type === 'finished_product')
  const set = (id: string, change: Partial<Counts[string]>) => setCounts((before) => ({ ...before, [id]: { ...(before[id] ?? { unsold: null, kept: null }), ...change } }))
  const wasted = (id: string) => { const count = counts[id]; return count?.unsold ? decimal(count.unsold).minus(decimal(count.kept ?? '0')) : null }
  const wrong = products.filter((item) => wasted(item.id)?.lt(0))
  const close = useMutation({
    mutationFn: () => closeDay({
      location_id: shop!, business_day: day!, note: note.trim() || null, force,
      unsold: Object.entries(counts).filter(([, count]) => count.unsold !== null).map(([item_id, count]) => {
        const away = decimal(count.unsold!).minus(decimal(count.kept ?? '0'))
        return { item_id, quantity: count.unsold!, kept: count.kept ?? '0', wasted: away.toFixed(), reason: away.gt(0) ? 'unsold' : null, destination: away.gt(0) ? destination : null }
      }),
    }),
    onSuccess: async () => {
      showToast(t('shop:close.done', { shop: shops.find((location) => location.id === shop)?.name ?? '', day: formatDay(day) }))
      setCounts({})
      setNote('')
      setForce(false)
      await Promise.all(['sales', 'inventory', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <Panel>
      <Stack gap="md">
        {close.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(close.error)}</Alert> : null}
        <div className={classes.head}>
          <Select label={t('shop:close.location')} data={shops.map((location) => ({ value: location.id, label: location.name }))} value={shop} onChange={setChosen} />
          <DateInput label={t('shop:close.day')} value={day} onChange={setDay} />
          <Select label={t('shop:close.destination')} data={destinations.map((value) => ({ value, label: t(`inventory:waste_destination.${value}`) }))} value={destination} onChange={(value) => value && setDestination(value)} />
        </div>
        <table className={classes.table}>
          <caption className="visually-hidden">{t('shop:close.lead')}</caption>
          <thead><tr><th scope="col">{t('shop:close.product')}</th><th scope="col">{t('shop:close.unsold')}</th><th scope="col">{t('shop:close.kept')}</th><th scope="col">{t('shop:close.wasted')}</th></tr></thead>
          <tbody>
            {products.map((item) => {
              const away = wasted(item.id)
              const name = itemName.get(item.id)?.name ?? item.name
              return (
                <tr key={item.id}>
                  <th scope="row">{name}</th>
                  <td><DecimalInput aria-label={`${t('shop:close.unsold')}: ${name}`} value={counts[item.id]?.unsold ?? null} onChange={(value) => set(item.id, { unsold: value })} /></td>
                  <td><DecimalInput aria-label={`${t('shop:close.kept')}: ${name}`} value={counts[item.id]?.kept ?? null} onChange={(value) => set(item.id, { kept: value })} error={away?.lt(0) ? t('shop:close.too_much') : undefined} /></td>
                  <td className="numbers">{away === null ? '–' : formatNumber(away.toFixed())}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
        <Text size="sm" c="dimmed">{t('shop:close.zero_help')}</Text>
        <Textarea label={t('shop:close.note')} maxLength={500} autosize minRows={1} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Group justify="space-between">
          {isAdmin ? <Checkbox label={t('shop:close.force')} checked={force} onChange={(event) => setForce(event.currentTarget.checked)} /> : <span />}
          <Button leftSection={<CalendarCheck size={17} />} disabled={!shop || !day || wrong.length > 0} loading={close.isPending} onClick={() => close.mutate()}>{t('shop:close.submit')}</Button>
        </Group>
      </Stack>
    </Panel>
  )
}
