import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ClipboardPen, PencilLine, Thermometer, Wrench } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { actionPage, checklists, checkPage, points, readingPage, type Check, type CorrectiveAction, type Reading } from '../api/haccp'
import { useReadingText } from './haccp-words'
import { ReadingDialog } from './reading-dialog'

function useOrderChip() {
  const { t } = useTexts()
  return (ok: boolean) => <StatusChip tone={ok ? 'good' : 'bad'} label={t(ok ? 'haccp:in_order' : 'haccp:not_in_order')} />
}

export function ReadingTable() {
  const { t, instant } = useTexts()
  const isMember = useMay('member')
  const chip = useOrderChip()
  const readingText = useReadingText()
  const { data: plan } = useQuery(points())
  const [correcting, setCorrecting] = useState<Reading | null>(null)
  const point = (row: Reading) => plan?.find((candidate) => candidate.id === row.point_id)
  const wrong = correcting ? point(correcting) : undefined
  const columns: Column<Reading>[] = [
    { id: 'point', header: t('haccp:what'), phone: 'title', cell: (row) => point(row)?.name ?? '–', value: (row) => point(row)?.name },
    { id: 'when', header: t('haccp:when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'value', header: t('haccp:value'), align: 'right', phone: 'corner', cell: (row) => (row.value === null ? '–' : readingText(row, point(row))), value: (row) => (row.value === null ? null : { text: row.value, number: row.value }) },
    { id: 'ok', header: t('common:field.status'), cell: (row) => chip(row.ok), value: (row) => t(row.ok ? 'haccp:in_order' : 'haccp:not_in_order') },
    { id: 'who', header: t('haccp:who'), cell: (row) => row.device ?? row.actor_name, value: (row) => row.device ?? row.actor_name },
    { id: 'note', header: t('inventory:waste.note'), roomy: true, cell: (row) => [row.corrects_id ? t('haccp:is_correction') : null, row.text].filter(Boolean).join(' · ') || '–', value: (row) => row.text },
    ...(isMember ? [{ id: 'correct', header: t('haccp:correct'), phone: 'none' as const, cell: (row: Reading) => <Button size="compact-sm" variant="subtle" color="gray" leftSection={<PencilLine size={14} />} aria-label={`${t('haccp:correct')}: ${point(row)?.name ?? ''} ${instant(row.event_time)}`} onClick={() => setCorrecting(row)}>{t('haccp:correct')}</Button>, value: () => null }] : []),
  ]
  return (
    <>
      <DataTable title={t('haccp:list.readings')} searchable={false} queryKey={['inventory', 'haccp', 'readings']} fetchPage={readingPage} columns={columns} rowId={(row) => row.id} filters={[{ name: 'point_id', single: true, label: t('haccp:what'), options: (plan ?? []).map((row) => ({ value: row.id, label: row.name })) }]} empty={<EmptyState compact icon={Thermometer} title={t('haccp:no_readings')} />} />
      {correcting && wrong ? <ReadingDialog point={wrong} corrects={correcting} onClose={() => setCorrecting(null)} /> : null}
    </>
  )
}

export function CheckTable() {
  const { t, instant } = useTexts()
  const chip = useOrderChip()
  const { data: lists } = useQuery(checklists())
  const name = (row: Check) => lists?.find((list) => list.id === row.checklist_id)?.name ?? '–'
  const columns: Column<Check>[] = [
    { id: 'list', header: t('haccp:checklist'), phone: 'title', cell: name, value: name },
    { id: 'day', header: t('haccp:due'), cell: (row) => <span className="numbers">{formatDay(row.due_on)}</span>, value: (row) => formatDay(row.due_on) },
    { id: 'when', header: t('haccp:when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'ok', header: t('common:field.status'), phone: 'corner', cell: (row) => chip(row.ok), value: (row) => t(row.ok ? 'haccp:in_order' : 'haccp:not_in_order') },
    { id: 'failed', header: t('haccp:failed_lines'), cell: (row) => row.failed_lines.join(', ') || '–', value: (row) => row.failed_lines.join(', ') },
    { id: 'signature', header: t('haccp:signature'), cell: (row) => row.signature, value: (row) => row.signature },
    { id: 'note', header: t('inventory:waste.note'), roomy: true, cell: (row) => row.note ?? '–', value: (row) => row.note },
  ]
  return <DataTable title={t('haccp:list.checks')} searchable={false} queryKey={['inventory', 'haccp', 'checks']} fetchPage={checkPage} columns={columns} rowId={(row) => row.id} filters={[{ name: 'checklist_id', single: true, label: t('haccp:checklist'), options: (lists ?? []).map((row) => ({ value: row.id, label: row.name })) }]} empty={<EmptyState compact icon={ClipboardPen} title={t('haccp:no_checks')} />} />
}

export function ActionTable() {
  const { t, instant } = useTexts()
  const columns: Column<CorrectiveAction>[] = [
    { id: 'cause', header: t('haccp:cause'), phone: 'title', cell: (row) => row.cause, value: (row) => row.cause },
    { id: 'action', header: t('haccp:action'), cell: (row) => row.action, value: (row) => row.action },
    { id: 'decision', header: t('haccp:decision.label'), phone: 'corner', cell: (row) => t(`haccp:decision.${row.product_decision}`), value: (row) => t(`haccp:decision.${row.product_decision}`) },
    { id: 'when', header: t('haccp:when'), sort: 'closed_at', cell: (row) => <span className="numbers">{instant(row.closed_at)}</span>, value: (row) => instant(row.closed_at) },
    { id: 'who', header: t('haccp:who'), cell: (row) => row.closed_by, value: (row) => row.closed_by },
  ]
  return <DataTable title={t('haccp:list.actions')} searchable={false} queryKey={['inventory', 'haccp', 'actions']} fetchPage={actionPage} columns={columns} rowId={(row) => row.id} empty={<EmptyState compact icon={Wrench} title={t('haccp:no_actions')} />} />
}
