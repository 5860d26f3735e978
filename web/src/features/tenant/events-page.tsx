import { Modal, Text } from '@mantine/core'
import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { auditedServices, auditPage, type AuditEntry } from './api/audit'
import { ModalTitle } from '@/ui/modal-title'

const tones: Record<AuditEntry['severity'], Tone> = { low: 'plain', medium: 'info', high: 'warn', critical: 'bad' }

/** Who changed what and when, out of all services in one list. */
export function EventsPage() {
  const { t, instant } = useTexts()
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const actor = (row: AuditEntry) => row.actor_name || t(`events:actor.${row.actor_kind}`)
  const resource = (row: AuditEntry) => t(`events:resource.${row.resource_type}`, { defaultValue: row.resource_type.replace(/_/g, ' ') })
  const action = (row: AuditEntry) => t(`events:action.${row.action}`, { defaultValue: row.action.replace(/[_.]/g, ' ') })
  const columns: Column<AuditEntry>[] = [
    { id: 'when', header: t('events:field.when'), phone: 'title', cell: (row) => <span className="numbers">{instant(row.occurred_at)}</span>, value: (row) => instant(row.occurred_at) },
    { id: 'who', header: t('events:field.who'), cell: actor, value: actor },
    { id: 'action', header: t('events:field.action'), cell: action, value: action },
    { id: 'resource', header: t('events:field.resource'), cell: resource, value: resource },
    { id: 'service', header: t('events:field.service'), cell: (row) => t(`events:service.${row.service.replace(/_/g, '-')}`), value: (row) => t(`events:service.${row.service.replace(/_/g, '-')}`) },
    { id: 'severity', header: t('events:field.severity'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.severity]} label={t(`events:severity.${row.severity}`)} />, value: (row) => t(`events:severity.${row.severity}`) },
    { id: 'ip', header: t('events:field.ip'), hidden: true, phone: 'none', cell: (row) => row.ip ?? '–', value: (row) => row.ip },
  ]
  const text = (value: unknown) => (value === null || value === undefined || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value))
  return (
    <>
      <PageHeader title={t('events:page.title')} lead={t('events:page.lead')} />
      <DataTable
        title={t('events:page.title')}
        queryKey={['audit']}
        fetchPage={auditPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={setOpen}
        filters={[{ name: 'service', label: t('events:field.service'), options: auditedServices.map((service) => ({ value: service, label: t(`events:service.${service}`) })) }]}
        empty={<EmptyState icon={ScrollText} title={t('events:empty.title')} text={t('events:empty.text')} />}
      />
      {open ? (
        <Modal opened onClose={() => setOpen(null)} size="lg" title={<ModalTitle>{resource(open)}: {action(open)}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
          <Text size="sm" c="dimmed" mb="md" className="numbers">{actor(open)} · {instant(open.occurred_at)}{open.ip ? ` · ${open.ip}` : ''}<br />{t('events:field.id')}: {open.resource_id}</Text>
          {open.reason ? <Text mb="md">{t('common:field.reason')}: {open.reason}</Text> : null}
          <SimpleTable label={t('events:changes')} rows={Object.entries(open.changes)} rowKey={([name]) => name} columns={[{ header: t('events:field.name'), cell: ([name]) => name.replace(/_/g, ' ') }, { header: t('events:field.before'), cell: ([, change]) => text(change?.before) }, { header: t('events:field.after'), cell: ([, change]) => text(change?.after) }]} />
        </Modal>
      ) : null}
    </>
  )
}
