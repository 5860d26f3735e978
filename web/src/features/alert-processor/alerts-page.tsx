import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { BellOff, Check, CheckCheck } from 'lucide-react'
import { useMay } from '@/api/session'
import { formatMoney } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useReasoning } from '@/ui/reasoning-text'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { alertPage, moveAlerts, type Alert } from './api/alert-list'
import { AlertDrawer } from './alert-drawer'
import { alertReason, classes as typeClasses, levelTone, severities } from './alert-words'

export function AlertsPage() {
  const { t, instant } = useTexts()
  const { sentence } = useReasoning()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const view = search.status === 'resolved' ? 'archived' : search.class === 'action_needed' ? 'mine' : 'all'
  const change = (next: Record<string, string | undefined>) => void navigate({ to: '.', search: withChange(search, next) as never, replace: true })
  const text = (row: Alert) => sentence(alertReason(row), 'alerts')
  const bulk = (action: 'acknowledge' | 'resolve') => async (rows: Alert[]) => { await moveAlerts(rows.map((row) => row.id), action); await client.invalidateQueries({ queryKey: ['alert-processor'] }) }
  const columns: Column<Alert>[] = [
    { id: 'what', header: t('alerts:field.what'), phone: 'title', cell: (row) => <span style={{ display: 'block', minWidth: 'min(16rem, 55vw)' }}>{text(row)}</span>, value: text },
    { id: 'score', header: t('alerts:field.score'), sort: 'priority_score', align: 'right', phone: 'corner', cell: (row) => <b>{row.priority_score}</b>, value: (row) => ({ text: String(row.priority_score), number: String(row.priority_score) }) },
    { id: 'level', header: t('alerts:field.level'), cell: (row) => <StatusChip tone={levelTone[row.priority_level]} label={t(`alerts:level.${row.priority_level}`)} />, value: (row) => t(`alerts:level.${row.priority_level}`) },
    { id: 'class', roomy: true, header: t('alerts:field.class'), cell: (row) => t(`alerts:class.${row.type_class}`), value: (row) => t(`alerts:class.${row.type_class}`) },
    { id: 'status', header: t('common:field.status'), cell: (row) => t(`alerts:status.${row.status}`), value: (row) => t(`alerts:status.${row.status}`) },
    { id: 'money', header: t('alerts:field.money'), align: 'right', hidden: true, phone: 'none', cell: (row) => formatMoney(row.money_at_risk), value: (row) => ({ text: row.money_at_risk ?? '', number: row.money_at_risk ?? undefined }) },
    { id: 'deadline', header: t('alerts:field.deadline'), cell: (row) => <span className="numbers">{instant(row.deadline_at)}</span>, value: (row) => instant(row.deadline_at) },
    { id: 'seen', roomy: true, header: t('alerts:field.seen'), cell: (row) => <span className="numbers">{instant(row.last_seen)}{row.occurrences > 1 ? ` · ${row.occurrences}×` : ''}</span>, value: (row) => instant(row.last_seen) },
  ]
  return (
    <>
      <PageHeader title={t('alerts:page.title')} lead={t('alerts:page.lead')}>
        <SegmentedControl
          value={view}
          onChange={(value) => change(value === 'archived' ? { status: 'resolved', class: undefined } : value === 'mine' ? { class: 'action_needed', status: undefined } : { class: undefined, status: undefined })}
          data={[{ value: 'all', label: t('alerts:view.all') }, { value: 'mine', label: t('alerts:view.mine') }, { value: 'archived', label: t('alerts:view.archived') }]}
        />
      </PageHeader>
      <DataTable
        title={t('alerts:page.title')}
        queryKey={['alert-processor', 'alerts']}
        fetchPage={alertPage}
        columns={columns}
        rowId={(row) => row.id}
        searchable={false}
        onOpen={(row) => change({ open: row.id, cursor: search.cursor })}
        filters={[
          { name: 'severity', single: true, label: t('alerts:field.severity'), options: severities.map((severity) => ({ value: severity, label: t(`alerts:severity.${severity}`) })) },
          { name: 'class', single: true, label: t('alerts:field.class'), options: typeClasses.map((name) => ({ value: name, label: t(`alerts:class.${name}`) })) },
          { name: 'status', single: true, label: t('common:field.status'), options: ['active', 'acknowledged', 'snoozed', 'resolved', 'ignored'].map((status) => ({ value: status, label: t(`alerts:status.${status}`) })) },
        ]}
        bulkActions={isMember ? [{ label: t('alerts:action.acknowledge'), icon: Check, run: bulk('acknowledge') }, { label: t('alerts:action.resolve'), icon: CheckCheck, run: bulk('resolve') }] : []}
        empty={<EmptyState icon={BellOff} title={t('alerts:empty.title')} text={t('alerts:empty.text')} />}
      />
      {search.open ? <AlertDrawer id={search.open} onClose={() => change({ open: undefined, cursor: search.cursor })} /> : null}
    </>
  )
}
