import { Alert, Anchor, Button, Checkbox, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Check, CircleAlert, FileDown, FileText, PhoneCall, Printer } from 'lucide-react'
import { useState } from 'react'
import { useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { oneRecall, recallFile, recallLetter, type Recall, type Recipient } from '../api/recalls'
import { LotStateChip } from '../lots/lot-words'
import { usePrint } from '@/ui/use-print'
import { CloseRecallDialog, TellDialog } from './recall-dialogs'
import { seconds, useRecallState } from './recall-words'
import { BalanceTable, RecipientTable } from './trace-tables'
import { TraceTree } from './trace-tree'

/** A recall from its opening to its end, or a drill with the time it took. */
export function RecallDetailPage() {
  const { t, instant } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const isAdmin = useMay('admin')
  const state = useRecallState()
  const print = usePrint()
  const [closing, setClosing] = useState(false)
  const { data, error, refetch } = useQuery(oneRecall(id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={48} /><Skeleton height={240} /></Stack>
  const { recall } = data
  const open = recall.status !== 'closed'
  const told = new Set(data.contacts.map((contact) => contact.recipient_id)).size
  return (
    <>
      <PageHeader title={`${t(recall.is_drill ? 'recall:drill' : 'recall:one')} ${recall.number}`} lead={recall.reason}>
        <Button variant="default" leftSection={<Printer size={16} />} loading={print.isPending} onClick={() => print.mutate({ file: () => recallFile(id, 'pdf'), name: `${recall.number}.pdf` })}>{t('recall:sheet')}</Button>
        <Button variant="default" leftSection={<FileDown size={16} />} onClick={() => print.mutate({ file: () => recallFile(id, 'csv'), name: `${recall.number}.csv` })}>CSV</Button>
        {isAdmin && open ? <Button leftSection={<Check size={16} />} onClick={() => setClosing(true)}>{t('recall:close_act')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <Panel>
          <Stack gap="md">
            <Facts facts={[
              { name: t('common:field.status'), value: <StatusChip {...state(recall)} /> },
              { name: t('recall:field.time'), value: seconds(recall.elapsed_ms), tone: recall.is_drill ? 'good' : undefined },
              { name: t('recall:field.lots'), value: recall.lots_found },
              { name: t('recall:field.recipients'), value: recall.recipients_found },
              ...(recall.is_drill ? [] : [{ name: t('recall:field.told'), value: `${told} / ${data.forward.recipients.length}`, tone: told < data.forward.recipients.length ? 'warn' as const : 'good' as const }]),
            ]} />
            <Facts small facts={[
              { name: t('recall:field.opened'), value: `${instant(recall.opened_at)} · ${recall.opened_by}` },
              ...(recall.closed_at && !recall.is_drill ? [{ name: t('recall:field.closed'), value: instant(recall.closed_at) }] : []),
              ...(data.instructions ? [{ name: t('recall:field.instructions'), value: data.instructions }] : []),
              ...(data.outcome ? [{ name: t('recall:field.outcome'), value: data.outcome }] : []),
            ]} />
            {recall.is_drill ? <Text c="dimmed">{t('recall:drill_said')}</Text> : null}
          </Stack>
        </Panel>
        {open && data.not_blocked.length > 0 ? <Alert color="berry" role="alert" icon={<CircleAlert size={18} aria-hidden />} title={t('recall:not_blocked')}>{t('recall:not_blocked_text', { lots: data.not_blocked.map((lot) => `${lot.item} ${lot.lot_code}`).join(', ') })}</Alert> : null}
        <Panel title={t('recall:held')}><HeldLots recall={data} /></Panel>
        <Recipients recall={data} mayTell={isAdmin && open} />
        <Panel title={t('recall:forward')}><TraceTree trace={data.forward} /></Panel>
        {data.backward ? <Panel title={t('recall:backward')}><TraceTree trace={data.backward} /></Panel> : null}
        <Panel title={t('recall:balance.title')}><BalanceTable balance={data.forward.mass_balance} /></Panel>
      </Stack>
      {closing ? <CloseRecallDialog recall={data} onClose={() => setClosing(false)} /> : null}
    </>
  )
}

function HeldLots({ recall }: { recall: Recall }) {
  const { t, quantity } = useTexts()
  const places = useLocationNames()
  if (recall.held.length === 0) return <Text c="dimmed">{t('recall:held_none')}</Text>
  return (
    <SimpleTable label={t('recall:held')} rows={recall.held} rowKey={(lot) => lot.lot_id} columns={[
      { header: t('inventory:lots.code'), cell: (lot) => <Anchor component={Link} to={`/app/operations/inventory/lots/${lot.lot_id}`}>{lot.lot_code}</Anchor> },
      { header: t('inventory:waste.item'), cell: (lot) => lot.item },
      { header: t('inventory:lots.quantity'), right: true, cell: (lot) => quantity(lot.on_hand, lot.unit) },
      { header: t('inventory:waste.location'), cell: (lot) => places.get(lot.location_id ?? '')?.name ?? '–' },
      { header: t('common:field.status'), cell: (lot) => <LotStateChip state={lot.state} /> },
    ]} />
  )
}

function Recipients({ recall, mayTell }: { recall: Recall; mayTell: boolean }) {
  const { t, instant } = useTexts()
  const print = usePrint()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [telling, setTelling] = useState(false)
  const contact = (row: Recipient) => recall.contacts.filter((entry) => entry.recipient_id === row.id).at(-1)
  const toggle = (id: string) => setChosen((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next })
  const extra = recall.recall.is_drill ? [] : [
    { header: t('recall:field.told'), cell: (row: Recipient) => { const known = contact(row); return known ? <span className="numbers">{t(`recall:channel.${known.channel}`, { defaultValue: known.channel })}, {instant(known.told_at)}{known.note ? ` · ${known.note}` : ''}</span> : <StatusChip tone="warn" label={t('recall:not_told')} /> } },
    { header: '', cell: (row: Recipient) => <Group gap={4} wrap="nowrap" className="no-print">{mayTell ? <Checkbox aria-label={t('recall:choose', { name: row.name })} checked={chosen.has(row.id)} onChange={() => toggle(row.id)} /> : null}<Button size="compact-sm" variant="subtle" color="gray" leftSection={<FileText size={15} />} aria-label={t('recall:letter_to', { name: row.name })} onClick={() => print.mutate({ file: () => recallLetter(recall.recall.id, row.id), name: `${recall.recall.number}-${row.name}.pdf` })}>{t('recall:letter')}</Button></Group> },
  ]
  const all = recall.forward.recipients
  return (
    <Panel title={t('recall:recipients.title')} aside={mayTell && all.length > 0 ? <Button className="no-print" size="compact-sm" leftSection={<PhoneCall size={15} />} onClick={() => { if (chosen.size === 0) setChosen(new Set(all.filter((row) => !contact(row)).map((row) => row.id))); setTelling(true) }}>{t('recall:tell')}</Button> : null}>
      <RecipientTable recipients={all} extra={extra} />
      {telling ? <TellDialog recall={recall} recipients={[...chosen]} onDone={() => setChosen(new Set())} onClose={() => setTelling(false)} /> : null}
    </Panel>
  )
}
