import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Lightbulb, X } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatMoney, formatNumber } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { ReasoningText, useReasoning } from '@/ui/reasoning-text'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { insightPage, moveInsight, type Insight } from './api/insights'
import { ModalTitle } from '@/ui/modal-title'

const tones: Record<string, Tone> = { new: 'accent', acknowledged: 'info', in_progress: 'info', applied: 'good', dismissed: 'plain', expired: 'plain' }
const categories = ['inventory', 'production', 'procurement', 'sales', 'cost', 'quality', 'forecasting']

export function InsightsPage() {
  const { t, instant } = useTexts()
  const { sentence } = useReasoning()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const [open, setOpen] = useState<Insight | null>(null)
  const move = useMutation({ mutationFn: ({ id, action }: { id: string; action: 'apply' | 'dismiss' }) => moveInsight(id, action), onSuccess: async (_, { action }) => { await client.invalidateQueries({ queryKey: ['ai-insights'] }); showToast(t(`analytics:insight.done.${action}`)); setOpen(null) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const impact = (row: Insight) => (row.impact_unit === 'EUR' ? formatMoney(row.impact_value) : `${formatNumber(row.impact_value)} ${row.impact_unit}`)
  const columns: Column<Insight>[] = [
    { id: 'what', header: t('analytics:insight.what'), phone: 'title', cell: (row) => sentence(row.reasoning_data), value: (row) => sentence(row.reasoning_data) },
    { id: 'category', header: t('analytics:insight.category'), cell: (row) => t(`analytics:category.${row.category}`), value: (row) => t(`analytics:category.${row.category}`) },
    { id: 'status', header: t('common:field.status'), cell: (row) => <StatusChip tone={tones[row.status] ?? 'plain'} label={t(`analytics:insight_status.${row.status}`)} />, value: (row) => t(`analytics:insight_status.${row.status}`) },
    { id: 'confidence', header: t('analytics:insight.confidence'), sort: 'confidence', align: 'right', cell: (row) => `${formatNumber(row.confidence, 0, 0)} %`, value: (row) => String(row.confidence) },
    { id: 'impact', header: t('analytics:insight.impact'), align: 'right', phone: 'corner', cell: impact, value: impact },
  ]
  return (
    <>
      <PageHeader title={t('analytics:insight.title')} lead={t('analytics:insight.lead')} />
      <DataTable title={t('analytics:insight.title')} queryKey={['ai-insights', 'list']} fetchPage={insightPage} columns={columns} rowId={(row) => row.id} searchable={false} onOpen={setOpen} filters={[{ name: 'category', single: true, label: t('analytics:insight.category'), options: categories.map((category) => ({ value: category, label: t(`analytics:category.${category}`) })) }, { name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((status) => ({ value: status, label: t(`analytics:insight_status.${status}`) })) }]} empty={<EmptyState icon={Lightbulb} title={t('analytics:insight.empty')} text={t('analytics:insight.empty_text')} />} />
      {open ? (
        <Modal opened onClose={() => setOpen(null)} title={<ModalTitle>{t(`analytics:category.${open.category}`)}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
          <Stack gap="md">
            <ReasoningText reasoning={open.reasoning_data} size="md" />
            <Text size="sm" c="dimmed" className="numbers">{t('analytics:insight.facts', { confidence: formatNumber(open.confidence, 0, 0), impact: impact(open), expires: instant(open.expires_at) })}</Text>
            {isMember && ['new', 'acknowledged', 'in_progress'].includes(open.status) ? <Group gap="xs" justify="flex-end"><Button variant="default" leftSection={<X size={16} />} onClick={() => move.mutate({ id: open.id, action: 'dismiss' })}>{t('analytics:insight.dismiss')}</Button><Button leftSection={<Check size={16} />} loading={move.isPending} onClick={() => move.mutate({ id: open.id, action: 'apply' })}>{t('analytics:insight.apply')}</Button></Group> : null}
          </Stack>
        </Modal>
      ) : null}
    </>
  )
}
