import { Anchor, Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { Lot } from '../api/lots'
import { AdjustDialog } from './adjust-dialog'
import { Expiry, LotStateChip } from './lot-words'

/** The lots of one item in the order in which they will be used; what may not be used has no number. */
export function LotTable({ lots, unit }: { lots: readonly Lot[]; unit: string }) {
  const { t, quantity } = useTexts()
  const isMember = useMay('member')
  const places = useLocationNames()
  const [adjusting, setAdjusting] = useState<Lot | null>(null)
  const order = new Map(lots.filter((lot) => lot.state === 'available').map((lot, index) => [lot.id, index + 1]))
  const isReserved = lots.some((lot) => decimal(lot.reserved_quantity).gt(0))
  if (lots.length === 0) return <Text size="sm" c="dimmed">{t('inventory:lots.none')}</Text>
  return (
    <>
      <SimpleTable label={t('inventory:lots.title')} rows={lots} rowKey={(row) => row.id} columns={[
        { header: t('inventory:lots.code'), cell: (row) => <Anchor component={Link} to={`/app/operations/inventory/lots/${row.id}`} style={{ whiteSpace: 'nowrap' }}>{order.has(row.id) ? `${order.get(row.id)}. ` : ''}{row.lot_code}</Anchor> },
        { header: t('inventory:lots.expires'), cell: (row) => <Expiry day={row.expires_on} /> },
        { header: t('inventory:lots.quantity'), right: true, cell: (row) => quantity(row.quantity, unit) },
        ...(isReserved ? [{ header: t('inventory:lots.reserved'), right: true, cell: (row: Lot) => (decimal(row.reserved_quantity).gt(0) ? quantity(row.reserved_quantity, unit) : '–') }] : []),
        { header: t('inventory:waste.location'), cell: (row) => <>{places.get(row.location_id)?.name ?? '–'}{row.storage_place ? <Text size="xs" c="dimmed">{row.storage_place}</Text> : null}</> },
        { header: t('common:field.status'), cell: (row) => <LotStateChip state={row.state} /> },
        ...(isMember ? [{ header: '', right: true, cell: (row: Lot) => <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Scale size={15} />} aria-label={t('inventory:adjust.title', { lot: row.lot_code })} onClick={() => setAdjusting(row)}>{t('inventory:adjust.action')}</Button> }] : []),
      ]} />
      {adjusting ? <AdjustDialog unit={unit} lot={adjusting} onClose={() => setAdjusting(null)} /> : null}
    </>
  )
}
