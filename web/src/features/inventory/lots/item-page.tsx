import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { PencilLine, Plus, Trash } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import { oneItem, projectionOf, stockLevels } from '../api/items'
import { lotsOf } from '../api/lots'
import { WasteDialog } from '../waste/waste-dialog'
import { LotTable } from './lot-table'
import { MovementTable } from './movement-table'
import { OpenLotDialog } from './open-lot-dialog'

/** One item in the storeroom: how much there is and for how long, its lots as they will be used, and its history. */
export function ItemPage() {
  const { t, quantity } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const isMember = useMay('member')
  const [act, setAct] = useState<'open' | 'waste' | null>(null)
  const { data: item, error, refetch } = useQuery(oneItem(id))
  const { data: levels } = useQuery(stockLevels())
  const { data: lots } = useQuery(lotsOf(id))
  const { data: projection } = useQuery(projectionOf(id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!item || !lots) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={48} /><Skeleton height={140} /></Stack>
  const level = levels?.find((row) => row.item_id === id)
  const unit = item.stock_unit
  const low = level && item.low_stock_threshold && decimal(level.available).lt(decimal(item.low_stock_threshold))
  const reserved = level && decimal(level.reserved).gt(0)
  return (
    <>
      <PageHeader title={item.name} lead={t(`inventory:item_type.${item.item_type}`)}>
        <Button variant="default" component={Link} to={`/app/operations/inventory?open=${id}`} leftSection={<PencilLine size={16} />}>{t('common:action.edit')}</Button>
        {isMember && item.stock_tracked ? (
          <>
            <Button variant="default" leftSection={<Trash size={16} />} onClick={() => setAct('waste')}>{t('inventory:waste.new')}</Button>
            <Button leftSection={<Plus size={17} />} onClick={() => setAct('open')}>{t('inventory:open_lot.title')}</Button>
          </>
        ) : null}
      </PageHeader>
      <Stack gap="md">
        <Panel>
          {level ? (
            <Facts facts={[
              { name: t('inventory:field.available'), value: quantity(level.available, unit), tone: low ? 'warn' : undefined },
              ...(reserved ? [{ name: t('inventory:lots.reserved'), value: quantity(level.reserved, unit) }] : []),
              { name: t('inventory:field.next_expiry'), value: formatDay(level.next_expiry) },
              { name: t('inventory:field.days_of_cover'), value: formatNumber(level.days_of_cover, 0, 1) },
              { name: t('inventory:field.run_out'), value: formatDay(projection?.run_out_on), tone: projection?.run_out_on ? 'warn' : undefined },
              { name: t('inventory:lots.value'), value: formatMoney(level.value) },
            ]} />
          ) : <Text c="dimmed">{t('inventory:state.untracked')}</Text>}
        </Panel>
        <Panel title={t('inventory:lots.title')}><LotTable lots={lots} unit={unit} /></Panel>
        <MovementTable of={{ item_id: id }} unit={unit} codes={new Map(lots.map((lot) => [lot.id, lot.lot_code]))} />
      </Stack>
      {act === 'open' ? <OpenLotDialog itemId={id} onClose={() => setAct(null)} /> : null}
      {act === 'waste' ? <WasteDialog itemId={id} onClose={() => setAct(null)} /> : null}
    </>
  )
}
