import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Scale, Trash } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { AdjustDialog } from './adjust-dialog'
import { lotsOf, movementsOf, type Item, type Lot } from './api/items'
import { WasteDialog } from './waste-dialog'

const tones: Record<string, Tone> = { quarantined: 'warn', available: 'good', blocked: 'bad', expired: 'bad', depleted: 'plain', disposed: 'plain' }

/** Lots in the order in which they will be used, and the last movements. */
export function ItemStock({ item }: { item: Item }) {
  const { t, instant, quantity } = useTexts()
  const isMember = useMay('member')
  const [adjusting, setAdjusting] = useState<Lot | null>(null)
  const [wasting, setWasting] = useState(false)
  const lots = useQuery(lotsOf(item.id))
  const movements = useQuery(movementsOf(item.id))
  if (lots.error) return <ErrorState compact error={lots.error} onRetry={() => void lots.refetch()} />
  if (!lots.data) return <Skeleton height={90} />
  return (
    <Stack gap="md">
      <div>
        <Group justify="space-between" mb={4}>
          <Title order={3} size="h5">{t('inventory:lots.title')}</Title>
          {isMember && item.stock_tracked ? <Button size="compact-sm" variant="light" leftSection={<Trash size={15} />} onClick={() => setWasting(true)}>{t('inventory:waste.new')}</Button> : null}
        </Group>
        {lots.data.length === 0 ? <Text size="sm" c="dimmed">{t('inventory:lots.none')}</Text> : (
          <SimpleTable label={t('inventory:lots.title')} rows={lots.data} rowKey={(row) => row.id} columns={[
            { header: t('inventory:lots.code'), cell: (row) => row.lot_code },
            { header: t('inventory:lots.expires'), cell: (row) => formatDay(row.expires_on) },
            { header: t('inventory:lots.quantity'), right: true, cell: (row) => quantity(row.quantity, item.stock_unit) },
            { header: t('common:field.status'), cell: (row) => <StatusChip tone={tones[row.state] ?? 'plain'} label={t(`inventory:lot_state.${row.state}`)} /> },
            ...(isMember ? [{ header: '', right: true, cell: (row: Lot) => <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Scale size={15} />} aria-label={t('inventory:adjust.title', { lot: row.lot_code })} onClick={() => setAdjusting(row)}>{t('inventory:adjust.action')}</Button> }] : []),
          ]} />
        )}
      </div>
      {movements.data && movements.data.length > 0 ? (
        <div>
          <Title order={3} size="h5" mb={4}>{t('inventory:movements.title')}</Title>
          <SimpleTable label={t('inventory:movements.title')} rows={movements.data} rowKey={(row) => row.id} columns={[
            { header: t('inventory:movements.when'), cell: (row) => instant(row.event_time) },
            { header: t('inventory:movements.type'), cell: (row) => t(`inventory:movement.${row.type}`) },
            { header: t('inventory:lots.quantity'), right: true, cell: (row) => <span style={{ color: decimal(row.quantity).lt(0) ? 'var(--bad)' : 'var(--good)' }}>{signed(quantity(row.quantity, item.stock_unit), row.quantity)}</span> },
            { header: t('inventory:movements.after'), right: true, cell: (row) => quantity(row.quantity_after, item.stock_unit) },
          ]} />
        </div>
      ) : null}
      {adjusting ? <AdjustDialog item={item} lot={adjusting} onClose={() => setAdjusting(null)} /> : null}
      {wasting ? <WasteDialog itemId={item.id} onClose={() => setWasting(false)} /> : null}
    </Stack>
  )
}
