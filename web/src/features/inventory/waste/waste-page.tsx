import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatMoney } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { PhotoButton } from '@/ui/photo-button'
import { useTexts } from '@/ui/use-texts'
import { wastePage, wastePhoto, type Waste } from '../api/waste'
import { WasteDialog } from './waste-dialog'

/** Food that was thrown away: why, where to and what it cost. */
export function WastePage() {
  const { t, instant, quantity } = useTexts()
  const isMember = useMay('member')
  const items = useItemNames()
  const names = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [noting, setNoting] = useState(false)
  const item = (row: Waste) => items.get(row.item_id)?.name ?? '–'
  const columns: Column<Waste>[] = [
    { id: 'item', header: t('inventory:waste.item'), phone: 'title', cell: item, value: item },
    { id: 'when', header: t('inventory:waste.when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'location', header: t('inventory:waste.location'), cell: (row) => names.get(row.location_id)?.name ?? '–', value: (row) => names.get(row.location_id)?.name },
    { id: 'reason', header: t('inventory:waste.reason'), cell: (row) => t(`inventory:waste_reason.${row.reason}`), value: (row) => t(`inventory:waste_reason.${row.reason}`) },
    { id: 'destination', header: t('inventory:waste.destination'), cell: (row) => t(`inventory:waste_destination.${row.destination}`), value: (row) => t(`inventory:waste_destination.${row.destination}`) },
    { id: 'quantity', header: t('inventory:waste.quantity'), align: 'right', phone: 'corner', cell: (row) => quantity(row.quantity, items.get(row.item_id)?.stock_unit), value: (row) => ({ text: row.quantity, number: row.quantity }) },
    { id: 'cost', header: t('inventory:waste.cost'), align: 'right', cell: (row) => formatMoney(row.cost), value: (row) => ({ text: row.cost, number: row.cost }) },
    { id: 'retail', header: t('inventory:waste.retail'), align: 'right', cell: (row) => formatMoney(row.retail), value: (row) => ({ text: row.retail, number: row.retail }) },
    { id: 'note', header: t('inventory:waste.note'), hidden: true, cell: (row) => row.note ?? '–', value: (row) => row.note },
    { id: 'photo', header: t('common:photo.title'), roomy: true, cell: (row) => (row.photo_id ? <PhotoButton title={item(row)} photoKey={['inventory', 'waste-photo', row.photo_id]} load={() => wastePhoto(row.photo_id!)} /> : '–'), value: () => null },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setNoting(true)}>{t('inventory:waste.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:waste.title')} lead={t('inventory:waste.lead')}>{action}</PageHeader>
      <DataTable
        title={t('inventory:waste.title')}
        searchable={false}
        queryKey={['inventory', 'waste']}
        fetchPage={wastePage}
        columns={columns}
        rowId={(row) => row.id}
        filters={[{ name: 'location_id', label: t('inventory:waste.location'), single: true, options: (locations ?? []).map((location) => ({ value: location.id, label: location.name })) }]}
        empty={<EmptyState icon={Trash} title={t('inventory:waste.empty')} text={t('inventory:waste.empty_text')} />}
      />
      {noting ? <WasteDialog onClose={() => setNoting(false)} /> : null}
    </>
  )
}
