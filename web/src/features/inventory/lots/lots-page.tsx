import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { PackageOpen, Plus } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useTexts } from '@/ui/use-texts'
import { lotPage, type Lot } from '../api/lots'
import { Expiry, lotStates, LotStateChip } from './lot-words'
import { OpenLotDialog } from './open-lot-dialog'

/** Every lot in the house, the first to expire first: to look through, to print and to take into a spreadsheet. */
export function LotsPage() {
  const { t, instant, quantity } = useTexts()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const items = useItemNames()
  const places = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [opening, setOpening] = useState(false)
  const item = (row: Lot) => items.get(row.item_id)?.name ?? '–'
  const unit = (row: Lot) => items.get(row.item_id)?.stock_unit
  const value = (row: Lot) => decimal(row.quantity).times(decimal(row.unit_cost)).toFixed(2)
  const columns: Column<Lot>[] = [
    { id: 'item', header: t('inventory:waste.item'), phone: 'title', cell: item, value: item },
    { id: 'lot', header: t('inventory:lots.code'), cell: (row) => <span className="numbers">{row.lot_code}</span>, value: (row) => row.lot_code },
    { id: 'expires', header: t('inventory:lots.expires'), sort: 'expires_on', cell: (row) => <Expiry day={row.expires_on} />, value: (row) => formatDay(row.expires_on) },
    { id: 'quantity', header: t('inventory:lots.quantity'), align: 'right', phone: 'corner', cell: (row) => quantity(row.quantity, unit(row)), value: (row) => ({ text: row.quantity, number: row.quantity }) },
    { id: 'reserved', header: t('inventory:lots.reserved'), align: 'right', roomy: true, cell: (row) => (decimal(row.reserved_quantity).gt(0) ? quantity(row.reserved_quantity, unit(row)) : '–'), value: (row) => ({ text: row.reserved_quantity, number: row.reserved_quantity }) },
    { id: 'state', header: t('common:field.status'), cell: (row) => <LotStateChip state={row.state} />, value: (row) => t(`inventory:lot_state.${row.state}`) },
    { id: 'location', header: t('inventory:waste.location'), cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name },
    { id: 'place', header: t('inventory:lots.place'), roomy: true, cell: (row) => row.storage_place ?? '–', value: (row) => row.storage_place },
    { id: 'stage', header: t('inventory:lots.stage'), hidden: true, phone: 'none', cell: (row) => t(`inventory:stage.${row.stage}`), value: (row) => t(`inventory:stage.${row.stage}`) },
    { id: 'received', header: t('inventory:lots.received'), sort: 'received_at', hidden: true, phone: 'none', cell: (row) => <span className="numbers">{instant(row.received_at)}</span>, value: (row) => instant(row.received_at) },
    { id: 'value', header: t('inventory:lots.value'), align: 'right', hidden: true, phone: 'none', cell: (row) => formatMoney(value(row)), value: (row) => ({ text: value(row), number: value(row) }) },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setOpening(true)}>{t('inventory:open_lot.title')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:lots.page')} lead={t('inventory:lots.lead')}>{action}</PageHeader>
      <DataTable
        title={t('inventory:lots.page')}
        queryKey={['inventory', 'lots']}
        fetchPage={lotPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/app/operations/inventory/lots/${row.id}` })}
        filters={[
          { name: 'location_id', label: t('inventory:waste.location'), single: true, options: (locations ?? []).map((place) => ({ value: place.id, label: place.name })) },
          { name: 'state', label: t('common:field.status'), single: true, options: lotStates.map((state) => ({ value: state, label: t(`inventory:lot_state.${state}`) })) },
        ]}
        empty={<EmptyState icon={PackageOpen} title={t('inventory:lots.empty')} text={t('inventory:lots.empty_text')} action={action} />}
      />
      {opening ? <OpenLotDialog onClose={() => setOpening(false)} /> : null}
    </>
  )
}
