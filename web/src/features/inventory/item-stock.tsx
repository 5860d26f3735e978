import { Anchor, Button, Group, Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trash } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { ErrorState } from '@/ui/error-state'
import { useTexts } from '@/ui/use-texts'
import type { Item } from './api/items'
import { lotsOf } from './api/lots'
import { LotTable } from './lots/lot-table'
import { WasteDialog } from './waste/waste-dialog'

/** The item's lots in the order in which they will be used, and the way to its history. */
export function ItemStock({ item }: { item: Item }) {
  const { t } = useTexts()
  const isMember = useMay('member')
  const [wasting, setWasting] = useState(false)
  const lots = useQuery(lotsOf(item.id))
  if (lots.error) return <ErrorState compact error={lots.error} onRetry={() => void lots.refetch()} />
  if (!lots.data) return <Skeleton height={90} />
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3} size="h5">{t('inventory:lots.title')}</Title>
        {isMember && item.stock_tracked ? <Button size="compact-sm" variant="light" leftSection={<Trash size={15} />} onClick={() => setWasting(true)}>{t('inventory:waste.new')}</Button> : null}
      </Group>
      <LotTable lots={lots.data} unit={item.stock_unit} />
      <Anchor size="sm" component={Link} to={`/app/operations/inventory/items/${item.id}`}>{t('inventory:movements.all')}</Anchor>
      {wasting ? <WasteDialog itemId={item.id} onClose={() => setWasting(false)} /> : null}
    </Stack>
  )
}
