import { Anchor, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { formatUnitPrice } from '@/lib/format'
import { decimal } from '@/lib/decimal'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import { oneLot } from '../api/lots'
import { LotActions } from './lot-actions'
import { Expiry, LotStateChip } from './lot-words'
import { MovementTable } from './movement-table'

/** One lot: what is left of it and what may be done with it, and everything that happened to it. */
export function LotPage() {
  const { t, instant, quantity } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const items = useItemNames()
  const places = useLocationNames()
  const { data: lot, error, refetch } = useQuery(oneLot(id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!lot) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={48} /><Skeleton height={140} /></Stack>
  const item = items.get(lot.item_id)
  const unit = item?.stock_unit ?? ''
  const free = decimal(lot.quantity).minus(decimal(lot.reserved_quantity)).toFixed()
  return (
    <>
      <PageHeader title={t('inventory:lots.one', { lot: lot.lot_code })} lead={<><Anchor component={Link} to={`/app/operations/inventory/items/${lot.item_id}`}>{item?.name ?? '–'}</Anchor> · {t(`inventory:origin.${lot.origin}`)} · {instant(lot.received_at)}</>}>
        <LotActions lot={lot} unit={unit} />
      </PageHeader>
      <Stack gap="md">
        <Panel>
          <Stack gap="md">
            <Facts facts={[
              { name: t('inventory:lots.quantity'), value: quantity(lot.quantity, unit) },
              { name: t('inventory:lots.reserved'), value: quantity(lot.reserved_quantity, unit) },
              { name: t('inventory:field.available'), value: quantity(lot.state === 'available' ? free : '0', unit) },
              { name: t(`inventory:expiry_kind.${lot.expiry_kind}`), value: <Expiry day={lot.expires_on} /> },
              { name: t('common:field.status'), value: <LotStateChip state={lot.state} /> },
            ]} />
            <Facts small facts={[
              { name: t('inventory:waste.location'), value: places.get(lot.location_id)?.name ?? '–' },
              { name: t('inventory:lots.place'), value: lot.storage_place ?? '–' },
              { name: t('inventory:lots.supplier_code'), value: lot.supplier_lot_code ?? '–' },
              { name: t('inventory:lots.stage'), value: t(`inventory:stage.${lot.stage}`) },
              { name: t('inventory:lots.unit_cost'), value: formatUnitPrice(lot.unit_cost) },
            ]} />
          </Stack>
        </Panel>
        <MovementTable of={{ lot_id: lot.id }} unit={unit} />
      </Stack>
    </>
  )
}
