import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { supplierPrices, useItemNames } from '@/api/lookups'
import { formatQuantity, formatUnitPrice } from '@/lib/format'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'

export function PriceList({ supplierId }: { supplierId: string }) {
  const { t, quantity } = useTexts()
  const items = useItemNames()
  const { data } = useQuery(supplierPrices(supplierId))
  return (
    <div>
      <Title order={3} size="h5" mb={4}>{t('suppliers:prices.title')}</Title>
      {!data ? <Skeleton height={80} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('suppliers:prices.none')}</Text> : (
        <SimpleTable label={t('suppliers:prices.title')} rows={data} rowKey={(row) => row.id} columns={[
          { header: t('suppliers:prices.item'), cell: (row) => items.get(row.item_id)?.name ?? '–' },
          { header: t('suppliers:prices.pack'), cell: (row) => `${t(`common:unit.${row.pack_unit}`, { defaultValue: row.pack_unit })} ${quantity(row.pack_quantity, items.get(row.item_id)?.stock_unit)}` },
          { header: t('suppliers:prices.price'), right: true, cell: (row) => formatUnitPrice(row.unit_price) },
          { header: t('suppliers:prices.tiers'), cell: (row) => (row.tiers ?? []).map((tier) => t('suppliers:prices.tier', { packs: formatQuantity(String(tier.from_packs)), price: formatUnitPrice(tier.unit_price) })).join(', ') || '–' },
        ]} />
      )}
    </div>
  )
}
