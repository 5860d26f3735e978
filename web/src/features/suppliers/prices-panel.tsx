import { ActionIcon, Button, Group, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileUp, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { itemNames, useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatQuantity, formatUnitPrice } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { Panel } from '@/ui/panel'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { deletePrice, prices, savePrice, type Price } from './api/records'

const packs = ['sack', 'bag', 'box', 'pack', 'carton']

/** What a supplier charges, from when to when, and less for more; old prices stay readable. */
export function PricesPanel({ supplierId }: { supplierId: string }) {
  const { t, quantity, timeZone } = useTexts()
  const items = useItemNames()
  const isMember = useMay('member')
  const { data } = useQuery(prices(supplierId))
  const [all, setAll] = useState(false)
  const [editing, setEditing] = useState<Price | 'new' | null>(null)
  const now = today(timeZone)
  const state = (row: Price) => (row.effective_to !== null && row.effective_to < now ? 'past' : row.effective_from > now ? 'future' : 'now')
  const rows = (data ?? []).filter((row) => all || state(row) !== 'past')
  return (
    <Panel title={t('suppliers:prices.title')} aside={<Group gap="md"><Switch size="sm" label={t('suppliers:prices.show_past')} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />{isMember ? <Button component={Link} to={`/app/database/suppliers/${supplierId}/import`} size="compact-sm" variant="default" leftSection={<FileUp size={15} />}>{t('suppliers:import.action')}</Button> : null}{isMember ? <Button size="compact-sm" variant="default" leftSection={<Plus size={15} />} onClick={() => setEditing('new')}>{t('suppliers:prices.new')}</Button> : null}</Group>}>
      {rows.length === 0 ? <Text c="dimmed">{t('suppliers:prices.none_text')}</Text> : (
        <SimpleTable label={t('suppliers:prices.title')} rows={rows} rowKey={(row) => row.id} columns={[
          { header: t('suppliers:prices.item'), cell: (row) => items.get(row.item_id)?.name ?? '–' },
          { header: t('suppliers:prices.pack'), cell: (row) => `${t(`common:unit.${row.pack_unit}`, { defaultValue: row.pack_unit })} ${quantity(row.pack_quantity, items.get(row.item_id)?.stock_unit)}` },
          { header: t('suppliers:prices.price'), right: true, cell: (row) => formatUnitPrice(row.unit_price) },
          { header: t('suppliers:prices.tiers'), cell: (row) => row.tiers.map((tier) => t('suppliers:prices.tier', { packs: formatQuantity(String(tier.from_packs)), price: formatUnitPrice(tier.unit_price) })).join(', ') || '–' },
          { header: t('suppliers:prices.valid'), cell: (row) => `${formatDay(row.effective_from)} – ${row.effective_to ? formatDay(row.effective_to) : ''}` },
          { header: t('common:field.status'), cell: (row) => <StatusChip tone={state(row) === 'now' ? 'good' : state(row) === 'future' ? 'info' : 'plain'} label={row.is_contract ? t('suppliers:prices.contract') : t(`suppliers:prices.state_${state(row)}`)} /> },
          ...(isMember ? [{ header: <span className="visually-hidden">{t('common:action.edit')}</span>, cell: (row: Price) => <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('common:action.edit')}: ${items.get(row.item_id)?.name ?? ''}`} onClick={() => setEditing(row)}><Pencil size={16} /></ActionIcon> }] : []),
        ]} />
      )}
      {editing ? <PriceDialog supplierId={supplierId} price={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

interface Tier { key: number; from: string | null; price: string | null }

function PriceDialog({ supplierId, price, onClose }: { supplierId: string; price: Price | null; onClose: () => void }) {
  const { t, timeZone } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data: items } = useQuery(itemNames())
  const [item, setItem] = useState<string | null>(price?.item_id ?? null)
  const [pack, setPack] = useState<string | null>(price?.pack_unit ?? 'sack')
  const [content, setContent] = useState<string | null>(price ? decimal(price.pack_quantity).toFixed() : null)
  const [unitPrice, setUnitPrice] = useState<string | null>(price?.unit_price ?? null)
  const [minimum, setMinimum] = useState<string | null>(String(price?.min_packs ?? 1))
  const [tiers, setTiers] = useState<Tier[]>((price?.tiers ?? []).map((tier, key) => ({ key, from: String(tier.from_packs), price: tier.unit_price })))
  const [from, setFrom] = useState<string | null>(price?.effective_from ?? today(timeZone))
  const [to, setTo] = useState<string | null>(price?.effective_to ?? null)
  const [sku, setSku] = useState(price?.supplier_sku ?? '')
  const [contract, setContract] = useState(price?.is_contract ?? false)
  const set = (key: number, change: Partial<Tier>) => setTiers((before) => before.map((tier) => (tier.key === key ? { ...tier, ...change } : tier)))
  const unit = items?.find((row) => row.id === item)?.stock_unit ?? ''
  const ready = item !== null && pack !== null && content !== null && decimal(content).gt(0) && unitPrice !== null && from !== null && Number(minimum) >= 1 && tiers.every((tier) => Number(tier.from) >= 2 && tier.price !== null)
  const run = () => savePrice(supplierId, price, {
    item_id: item!, pack_unit: pack!, pack_quantity: content!, unit_price: unitPrice!, min_packs: Math.round(Number(minimum)), effective_from: from, effective_to: to, supplier_sku: sku.trim() || null, is_contract: contract, position: price?.position ?? null,
    tiers: tiers.map((tier) => ({ from_packs: Math.round(Number(tier.from)), unit_price: tier.price! })),
  })
  const drop = async () => { await deletePrice(price!); await client.invalidateQueries({ queryKey: ['suppliers'] }); onClose() }
  return (
    <ActDialog title={t(price ? 'suppliers:prices.change' : 'suppliers:prices.new')} act={t('common:action.save')} size="lg" ready={ready} run={run} done={t('suppliers:prices.saved')} refresh={['suppliers']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select data-autofocus={price === null || undefined} label={t('suppliers:prices.item')} withAsterisk searchable disabled={price !== null} data={(items ?? []).filter((row) => row.item_type !== 'finished_product').map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={setItem} />
        <Select label={t('suppliers:prices.pack')} withAsterisk data={packs.map((value) => ({ value, label: t(`common:unit.${value}`, { defaultValue: value }) }))} value={pack} onChange={setPack} />
        <QuantityInput label={t('suppliers:prices.content')} withAsterisk unit={unit} value={content} onChange={setContent} />
        <QuantityInput label={t('suppliers:prices.price')} withAsterisk unit={unit ? `€/${unit}` : '€'} decimals={2} value={unitPrice} onChange={setUnitPrice} />
        <QuantityInput label={t('suppliers:prices.min_packs')} unit="" value={minimum} onChange={setMinimum} />
        <TextInput label={t('suppliers:prices.sku')} maxLength={60} value={sku} onChange={(event) => setSku(event.currentTarget.value)} />
        <DateInput label={t('suppliers:prices.from')} description={price ? undefined : t('suppliers:prices.from_help')} withAsterisk value={from} onChange={setFrom} />
        <DateInput label={t('suppliers:prices.to')} value={to} onChange={setTo} />
      </SimpleGrid>
      <Stack gap="xs">
        <Text size="sm" fw={600}>{t('suppliers:prices.tiers')}</Text>
        {tiers.map((tier) => (
          <Group key={tier.key} gap="xs" wrap="nowrap" align="end">
            <QuantityInput style={{ flex: 1 }} label={t('suppliers:prices.from_packs')} unit="" value={tier.from} onChange={(value) => set(tier.key, { from: value })} />
            <QuantityInput style={{ flex: 1 }} label={t('suppliers:prices.price')} unit="€" decimals={2} value={tier.price} onChange={(value) => set(tier.key, { price: value })} />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:action.delete')} onClick={() => setTiers(tiers.filter((other) => other.key !== tier.key))}><Trash2 size={17} /></ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => setTiers([...tiers, { key: Math.max(-1, ...tiers.map((tier) => tier.key)) + 1, from: null, price: null }])}>{t('suppliers:prices.add_tier')}</Button>
      </Stack>
      <Switch label={t('suppliers:prices.is_contract')} description={t('suppliers:prices.is_contract_help')} checked={contract} onChange={(event) => setContract(event.currentTarget.checked)} />
      {price && isAdmin ? <Button variant="subtle" color="berry" size="compact-sm" leftSection={<Trash2 size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => void drop()}>{t('suppliers:prices.remove')}</Button> : null}
    </ActDialog>
  )
}
