import { Button, Tabs } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardCheck, ListChecks, Plus } from 'lucide-react'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { checkPage, oneCheck, oneTemplate, templatePage, type QualityCheck, type QualityTemplate } from './api/quality'
import { CheckDialog } from './check-dialog'
import { TemplateDialog } from './template-dialog'

const tones: Record<QualityCheck['status'], Tone> = { due: 'warn', passed: 'good', failed: 'bad', released: 'info', replaced: 'plain' }

/** Checks of batches: what is due, what was found, what is held; and the templates they follow. */
export function QualityPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const isAdmin = useMay('admin')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const tab = search.tab === 'templates' ? 'templates' : 'checks'
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  return (
    <>
      <PageHeader title={t('floor:quality.title')} lead={t('floor:quality.lead')}>
        {tab === 'templates' && isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('floor:quality.new_template')}</Button> : null}
      </PageHeader>
      <Tabs value={tab} onChange={(next) => void navigate({ to: '.', search: { tab: next } as never, replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="checks" leftSection={<ClipboardCheck size={16} aria-hidden />}>{t('floor:quality.checks')}</Tabs.Tab>
          <Tabs.Tab value="templates" leftSection={<ListChecks size={16} aria-hidden />}>{t('floor:quality.templates')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="checks"><CheckTable openId={search.open} onOpen={open} /></Tabs.Panel>
        <Tabs.Panel value="templates"><TemplateTable openId={search.open} onOpen={open} /></Tabs.Panel>
      </Tabs>
    </>
  )
}

interface TableProps { openId: string | undefined; onOpen: (id: string | undefined) => void }

function CheckTable({ openId, onOpen }: TableProps) {
  const { t, instant } = useTexts()
  const client = useQueryClient()
  const { data: check } = useQuery({ ...oneCheck(openId ?? ''), enabled: Boolean(openId) })
  const stage = (row: QualityCheck) => row.stage ? t(`floor:stage.${row.stage}`) : '–'
  const columns: Column<QualityCheck>[] = [
    { id: 'batch', header: t('production:batch.name'), phone: 'title', cell: (row) => row.batch_name, value: (row) => row.batch_name },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`floor:check_status.${row.status}`)} />, value: (row) => t(`floor:check_status.${row.status}`) },
    { id: 'template', header: t('floor:quality.template'), cell: (row) => row.template_name, value: (row) => row.template_name },
    { id: 'stage', header: t('floor:quality.stage'), cell: stage, value: stage },
    { id: 'score', header: t('floor:quality.score'), align: 'right', cell: (row) => row.score === null ? '–' : `${formatNumber(row.score, 0, 1)} / 10`, value: (row) => ({ text: row.score ?? '', number: row.score ?? undefined }) },
    { id: 'by', header: t('floor:quality.by'), cell: (row) => row.checked_by ?? '–', value: (row) => row.checked_by },
    { id: 'created', header: t('floor:quality.since'), sort: 'created_at', cell: (row) => <span className="numbers">{instant(row.created_at)}</span>, value: (row) => instant(row.created_at) },
    { id: 'number', header: t('production:batch.number'), hidden: true, cell: (row) => row.batch_number, value: (row) => row.batch_number },
  ]
  return (
    <>
      <DataTable title={t('floor:quality.checks')} searchable={false} queryKey={['production', 'checks']} fetchPage={checkPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => onOpen(row.id)} filters={[{ name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((value) => ({ value, label: t(`floor:check_status.${value}`) })) }]} empty={<EmptyState icon={ClipboardCheck} title={t('floor:quality.empty')} text={t('floor:quality.empty_text')} />} />
      {openId && check ? <CheckDialog key={`${check.id}-${check.version}`} check={check} onDone={async () => { await client.invalidateQueries({ queryKey: ['production'] }); await client.invalidateQueries({ queryKey: ['inventory'] }) }} onClose={() => onOpen(undefined)} /> : null}
    </>
  )
}

function TemplateTable({ openId, onOpen }: TableProps) {
  const { t } = useTexts()
  const isNew = openId === 'new'
  const { data: template } = useQuery({ ...oneTemplate(openId ?? ''), enabled: Boolean(openId) && !isNew })
  const columns: Column<QualityTemplate>[] = [
    { id: 'name', header: t('common:field.name'), phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'code', header: t('common:field.code'), sort: 'code', phone: 'corner', cell: (row) => <span className="numbers">{row.code}</span>, value: (row) => row.code },
    { id: 'kind', header: t('floor:quality.kind'), cell: (row) => t(`floor:template_kind.${row.kind}`), value: (row) => t(`floor:template_kind.${row.kind}`) },
    { id: 'stage', header: t('floor:quality.stage'), cell: (row) => row.stage ? t(`floor:stage.${row.stage}`) : '–', value: (row) => row.stage },
    { id: 'criteria', header: t('floor:quality.criteria'), align: 'right', cell: (row) => row.criteria.length, value: (row) => String(row.criteria.length) },
    { id: 'active', header: t('common:field.status'), cell: (row) => <StatusChip tone={row.is_active ? 'good' : 'plain'} label={t(row.is_active ? 'floor:quality.in_use' : 'floor:quality.not_in_use')} />, value: (row) => t(row.is_active ? 'floor:quality.in_use' : 'floor:quality.not_in_use') },
  ]
  return (
    <>
      <DataTable title={t('floor:quality.templates')} queryKey={['production', 'templates']} fetchPage={templatePage} columns={columns} rowId={(row) => row.id} onOpen={(row) => onOpen(row.id)} empty={<EmptyState icon={ListChecks} title={t('floor:quality.no_templates')} text={t('floor:quality.no_templates_text')} />} />
      {isNew || template ? <TemplateDialog key={openId} template={isNew ? null : (template ?? null)} onClose={() => onOpen(undefined)} /> : null}
    </>
  )
}
