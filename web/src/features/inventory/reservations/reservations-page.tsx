import { Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { BookmarkCheck, BookmarkX, Plus } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { textSearch, withChange } from '@/lib/table-state'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useTexts } from '@/ui/use-texts'
import { letGo, reservationPage, type Reservation } from '../api/reservations'
import { ReserveDialog } from './reserve-dialog'

/** What is held back: of which lot, for which order or batch, until when. Nobody else gets it. */
export function ReservationsPage() {
  const { t, instant, quantity } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isMember = useMay('member')
  const items = useItemNames()
  const places = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [ending, setEnding] = useState<Reservation | null>(null)
  const show = (open: string | undefined) => void navigate({ to: '.', search: withChange(search, { open, cursor: search.cursor }) as never, replace: true })
  const free = async (rows: readonly Reservation[]) => {
    await Promise.all(rows.map(letGo))
    await client.invalidateQueries({ queryKey: ['inventory'] })
  }
  const item = (row: Reservation) => items.get(row.item_id)?.name ?? '–'
  const held = (row: Reservation) => quantity(row.quantity, items.get(row.item_id)?.stock_unit)
  const purpose = (row: Reservation) => [t(`inventory:reference.${row.reference_type}`, { defaultValue: row.reference_type }), row.reference_name].filter(Boolean).join(' ')
  const columns: Column<Reservation>[] = [
    { id: 'item', header: t('inventory:waste.item'), phone: 'title', cell: item, value: item },
    { id: 'lot', header: t('inventory:lots.code'), cell: (row) => <Anchor inherit className="numbers" component={Link} to={`/app/operations/inventory/lots/${row.lot_id}`}>{row.lot_code}</Anchor>, value: (row) => row.lot_code },
    { id: 'quantity', header: t('inventory:lots.reserved'), align: 'right', phone: 'corner', cell: held, value: (row) => ({ text: row.quantity, number: row.quantity }) },
    { id: 'for', header: t('inventory:reservation.for'), cell: purpose, value: purpose },
    { id: 'until', header: t('inventory:reservation.until'), cell: (row) => <span className="numbers">{instant(row.expires_at)}</span>, value: (row) => instant(row.expires_at) },
    { id: 'location', header: t('inventory:waste.location'), roomy: true, cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name },
    { id: 'since', header: t('inventory:reservation.since'), sort: 'created_at', hidden: true, phone: 'none', cell: (row) => <span className="numbers">{instant(row.created_at)}</span>, value: (row) => instant(row.created_at) },
    ...(isMember ? [{ id: 'act', header: t('inventory:reservation.release'), cell: (row: Reservation) => <Button size="compact-sm" variant="subtle" color="gray" leftSection={<BookmarkX size={15} aria-hidden />} aria-label={t('inventory:reservation.release_one', { product: item(row), lot: row.lot_code })} onClick={() => setEnding(row)}>{t('inventory:reservation.release')}</Button>, value: () => null }] : []),
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => show('new')}>{t('inventory:reservation.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:reservation.title')} lead={t('inventory:reservation.lead')}>{action}</PageHeader>
      <DataTable
        title={t('inventory:reservation.title')}
        queryKey={['inventory', 'reservations']}
        fetchPage={reservationPage}
        columns={columns}
        rowId={(row) => row.id}
        filters={[{ name: 'location_id', label: t('inventory:waste.location'), single: true, options: (locations ?? []).map((place) => ({ value: place.id, label: place.name })) }]}
        {...(isMember ? { bulkActions: [{ label: t('inventory:reservation.release'), icon: BookmarkX, run: free }] } : {})}
        empty={<EmptyState icon={BookmarkCheck} title={t('inventory:reservation.empty')} text={t('inventory:reservation.empty_text')} action={action} />}
      />
      {search.open === 'new' && isMember ? <ReserveDialog onClose={() => show(undefined)} /> : null}
      {ending ? <ConfirmDialog opened title={t('inventory:reservation.release_title', { quantity: held(ending), product: item(ending) })} text={t('inventory:reservation.release_text', { purpose: purpose(ending) })} confirmLabel={t('inventory:reservation.release')} onConfirm={() => free([ending])} onClose={() => setEnding(null)} /> : null}
    </>
  )
}
