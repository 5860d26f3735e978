import { Anchor, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PackageOpen, Undo2 } from 'lucide-react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useTexts } from '@/ui/use-texts'
import { returnPage, type GoodsReturn } from '../api/returns'
import { LotStateChip, useReasonText } from '../lots/lot-words'
import { ReturnDialog } from './return-dialog'

/** Goods that came back from customers and shops: of which lot, who brought them, and what has become of them. */
export function ReturnsPage() {
  const { t, instant, quantity } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isMember = useMay('member')
  const items = useItemNames()
  const places = useLocationNames()
  const reason = useReasonText()
  const { data: locations } = useQuery(locationNames())
  const show = (open: string | undefined) => void navigate({ to: '.', search: withChange(search, { open, lot: undefined, cursor: search.cursor }) as never, replace: true })
  const item = (row: GoodsReturn) => items.get(row.item_id)?.name ?? '–'
  const unit = (row: GoodsReturn) => items.get(row.item_id)?.stock_unit
  const from = (row: GoodsReturn) => [row.from ?? places.get(row.from_location_id ?? '')?.name ?? '–', row.document].filter(Boolean).join(' · ')
  const columns: Column<GoodsReturn>[] = [
    { id: 'item', header: t('inventory:waste.item'), phone: 'title', cell: item, value: item },
    { id: 'lot', header: t('inventory:lots.code'), cell: (row) => <Anchor inherit className="numbers" component={Link} to={`/app/operations/inventory/lots/${row.lot_id}`}>{row.lot_code}</Anchor>, value: (row) => row.lot_code },
    { id: 'quantity', header: t('inventory:return.came'), align: 'right', phone: 'corner', cell: (row) => quantity(row.quantity, unit(row)), value: (row) => ({ text: row.quantity, number: row.quantity }) },
    { id: 'from', header: t('inventory:return.from'), cell: from, value: from },
    { id: 'when', header: t('inventory:waste.when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'reason', header: t('common:field.reason'), roomy: true, cell: (row) => reason(row.reason), value: (row) => reason(row.reason) },
    { id: 'state', header: t('common:field.status'), cell: (row) => <LotStateChip state={row.state} />, value: (row) => t(`inventory:lot_state.${row.state}`) },
    { id: 'left', header: t('inventory:movements.after'), align: 'right', roomy: true, cell: (row) => (decimal(row.left).gt(0) ? quantity(row.left, unit(row)) : '–'), value: (row) => ({ text: row.left, number: row.left }) },
    { id: 'location', header: t('inventory:waste.location'), hidden: true, phone: 'none', cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name },
    { id: 'actor', header: t('inventory:movements.actor'), hidden: true, phone: 'none', cell: (row) => row.actor_name || '–', value: (row) => row.actor_name },
  ]
  const action = isMember ? <Button leftSection={<Undo2 size={17} />} onClick={() => show('new')}>{t('inventory:return.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:return.title')} lead={t('inventory:return.lead')}>{action}</PageHeader>
      <DataTable
        title={t('inventory:return.title')}
        searchable={false}
        queryKey={['inventory', 'returns']}
        fetchPage={returnPage}
        columns={columns}
        rowId={(row) => row.id}
        filters={[{ name: 'location_id', label: t('inventory:waste.location'), single: true, options: (locations ?? []).map((place) => ({ value: place.id, label: place.name })) }]}
        empty={<EmptyState icon={PackageOpen} title={t('inventory:return.empty')} text={t('inventory:return.empty_text')} action={action} />}
      />
      {(search.open === 'new' || search.lot) && isMember ? <ReturnDialog lotId={search.lot ?? null} onClose={() => show(undefined)} /> : null}
    </>
  )
}
