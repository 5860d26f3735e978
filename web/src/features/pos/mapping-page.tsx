import { Button, Select, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Store } from 'lucide-react'
import { useState } from 'react'
import { itemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { mappingQueue, saveMapping, type QueueEntry } from './api/mappings'

/** Products that the till knows and we do not: never a silent new item, always a person's choice. */
export function MappingPage() {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const { data, error, refetch } = useQuery(mappingQueue())
  const { data: items } = useQuery(itemNames())
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const save = useMutation({ mutationFn: ({ entry, itemId }: { entry: QueueEntry; itemId: string }) => saveMapping(entry, itemId), onSuccess: async (_, { entry }) => { await client.invalidateQueries({ queryKey: ['pos'] }); showToast(t('pos:mapping.saved', { name: entry.external_name })) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const pick = (entry: QueueEntry) => chosen[entry.id] ?? entry.suggestion?.item_id ?? null
  return (
    <>
      <PageHeader title={t('pos:mapping.title')} lead={t('pos:mapping.lead')} />
      <Panel>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={200} /> : data.length === 0 ? <EmptyState icon={Store} title={t('pos:mapping.empty')} text={t('pos:mapping.empty_text')} /> : (
          <SimpleTable label={t('pos:mapping.title')} rows={data} rowKey={(row) => row.id} columns={[
            { header: t('pos:mapping.external'), cell: (row) => <b>{row.external_name}</b> },
            { header: t('pos:mapping.sales'), right: true, cell: (row) => formatNumber(row.sales, 0, 0) },
            { header: t('pos:mapping.first_seen'), cell: (row) => instant(row.first_seen) },
            { header: t('pos:mapping.item'), width: '17rem', cell: (row) => <Select aria-label={`${t('pos:mapping.item')}: ${row.external_name}`} searchable disabled={!isMember} data={(items ?? []).map((item) => ({ value: item.id, label: item.name }))} value={pick(row)} onChange={(value) => value && setChosen((before) => ({ ...before, [row.id]: value }))} /> },
            { header: '', right: true, cell: (row) => isMember ? <Button size="xs" leftSection={<Check size={15} />} disabled={!pick(row)} loading={save.isPending && save.variables.entry.id === row.id} onClick={() => save.mutate({ entry: row, itemId: pick(row)! })}>{t('pos:mapping.save')}</Button> : null },
          ]} />
        )}
      </Panel>
    </>
  )
}
