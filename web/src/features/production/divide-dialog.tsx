import { Button, SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { divide, type DividedItem } from './api/allocation'

/** Divides one product by hand; the shops get together what the customers leave. */
export function DivideDialog({ date, line, onClose }: { date: string; line: DividedItem; onClose: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const places = useLocationNames()
  const [parts, setParts] = useState<Record<string, string | null>>(Object.fromEntries(line.shops.map((shop) => [shop.location_id, String(shop.quantity)])))
  const [byRule, setByRule] = useState(false)
  const available = line.pieces - line.customers
  const given = Object.values(parts).reduce((sum, part) => sum + Number(part ?? 0), 0)
  const run = () => divide(date, line.product_item_id, byRule ? [] : line.shops.map((shop) => ({ location_id: shop.location_id, quantity: Number(parts[shop.location_id] ?? 0) })))
  return (
    <ActDialog title={t('distribution:allocation.change_of', { name: items.get(line.product_item_id)?.name ?? '' })} act={t('common:action.save')} ready={byRule || given === available} run={run} done={t('distribution:allocation.saved')} refresh={['production', 'orders']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {line.shops.map((shop, index) => <QuantityInput key={shop.location_id} {...(index === 0 ? { 'data-autofocus': true } : {})} label={places.get(shop.location_id)?.name ?? '–'} description={t('distribution:allocation.need', { count: shop.need })} unit="" disabled={byRule} value={parts[shop.location_id] ?? null} onChange={(value) => setParts((before) => ({ ...before, [shop.location_id]: value }))} />)}
      </SimpleGrid>
      <Text size="sm" role="status" c={byRule || given === available ? 'dimmed' : 'var(--bad)'}>{byRule ? t('distribution:allocation.rule') : t('distribution:allocation.sum', { given, available })}</Text>
      {line.shops.some((shop) => shop.is_manual) ? <Button variant="default" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setByRule(!byRule)}>{t(byRule ? 'distribution:allocation.keep' : 'distribution:allocation.back')}</Button> : null}
    </ActDialog>
  )
}
