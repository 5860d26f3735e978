import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileSpreadsheet, FileUp } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatNumber, formatQuantity } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { importHistory, type ImportState } from './api/imports'
import { salePage, type SaleRow } from './api/sale-list'

const tones: Record<ImportState, Tone> = { uploaded: 'plain', validated: 'plain', importing: 'accent', completed: 'good', partial: 'warn', failed: 'bad', undone: 'plain' }

export function SalesPage() {
  const { t, instant } = useTexts()
  const isAdmin = useMay('admin')
  const items = useItemNames()
  const names = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [view, setView] = useState<'records' | 'imports'>('records')
  const imports = useQuery({ ...importHistory(), enabled: view === 'imports' })
  const item = (row: SaleRow) => items.get(row.item_id)?.name ?? '–'
  const columns: Column<SaleRow>[] = [
    { id: 'item', header: t('sales:field.product'), phone: 'title', cell: item, value: item },
    { id: 'day', header: t('sales:field.day'), sort: 'business_day', cell: (row) => <span className="numbers">{formatDay(row.business_day)}</span>, value: (row) => formatDay(row.business_day) },
    { id: 'sold_at', header: t('sales:field.sold_at'), sort: 'sold_at', hidden: true, phone: 'none', cell: (row) => instant(row.sold_at), value: (row) => instant(row.sold_at) },
    { id: 'location', header: t('sales:field.location'), cell: (row) => names.get(row.location_id)?.name ?? '–', value: (row) => names.get(row.location_id)?.name },
    { id: 'source', header: t('sales:field.source'), cell: (row) => t(`sales:source.${row.source}`), value: (row) => t(`sales:source.${row.source}`) },
    { id: 'quantity', header: t('sales:field.quantity'), align: 'right', phone: 'corner', cell: (row) => formatQuantity(row.quantity), value: (row) => ({ text: row.quantity, number: row.quantity }) },
    { id: 'revenue', header: t('sales:field.revenue'), align: 'right', cell: (row) => formatMoney(row.revenue), value: (row) => ({ text: row.revenue ?? '', number: row.revenue ?? undefined }) },
  ]
  return (
    <>
      <PageHeader title={t('sales:page.title')} lead={t('sales:page.lead')}>
        <SegmentedControl value={view} onChange={(value) => setView(value as 'records' | 'imports')} data={[{ value: 'records', label: t('sales:page.records') }, { value: 'imports', label: t('sales:page.imports') }]} />
        {isAdmin ? <Button component={Link} to="/app/database/sales/import" leftSection={<FileUp size={17} />}>{t('sales:import.title')}</Button> : null}
      </PageHeader>
      {view === 'records' ? (
        <DataTable
          title={t('sales:page.title')}
          searchable={false}
          queryKey={['sales', 'records']}
          fetchPage={salePage}
          columns={columns}
          rowId={(row) => row.id}
          filters={[
            { name: 'location_id', label: t('sales:field.location'), single: true, options: (locations ?? []).map((location) => ({ value: location.id, label: location.name })) },
            { name: 'source', label: t('sales:field.source'), single: true, options: ['pos', 'till', 'import', 'manual', 'order', 'demo'].map((source) => ({ value: source, label: t(`sales:source.${source}`) })) },
          ]}
          empty={<EmptyState icon={FileSpreadsheet} title={t('sales:empty.title')} text={t('sales:empty.text')} action={isAdmin ? <Button component={Link} to="/app/database/sales/import">{t('sales:import.title')}</Button> : null} />}
        />
      ) : (
        <Panel title={t('sales:page.imports')}>
          {imports.error ? <ErrorState error={imports.error} onRetry={() => void imports.refetch()} /> : imports.data?.items.length === 0 ? <EmptyState icon={FileSpreadsheet} title={t('sales:empty.imports')} /> : (
            <SimpleTable
              label={t('sales:page.imports')}
              rows={imports.data?.items ?? []}
              rowKey={(row) => row.import_id}
              columns={[
                { header: t('sales:field.file'), cell: (row) => row.file_name },
                { header: t('sales:field.when'), cell: (row) => instant(row.created_at) },
                { header: t('common:field.status'), cell: (row) => <StatusChip tone={tones[row.state]} label={t(`sales:import.short_state.${row.state}`)} /> },
                { header: t('sales:import.imported'), right: true, cell: (row) => formatNumber(row.added) },
                { header: t('sales:import.skipped'), right: true, cell: (row) => formatNumber(row.skipped) },
              ]}
            />
          )}
        </Panel>
      )}
    </>
  )
}
