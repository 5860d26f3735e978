import { ActionIcon, Button, Select, Text, TextInput, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Lightbulb, Plus, Trash2, TrendingDown, TrendingUp } from 'lucide-react'
import { supplierPrices, useItemNames, type PriceRow } from '@/api/lookups'
import { decimal, lineTotal, percentChange } from '@/lib/decimal'
import { uuidv7 } from '@/lib/ids'
import { formatMoney, formatPercent, formatQuantity, formatUnitPrice, signed } from '@/lib/format'
import { DecimalInput } from '@/ui/decimal-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import type { PurchaseOrderLine } from './api/purchase-order'
import { nextTier, priceFor } from './order-rules'
import classes from './purchase-order-items.module.css'

export interface OrderLine {
  key: string
  id?: string
  item_id: string
  product_name: string
  pack_unit: string
  packs: string
  pack_quantity: string
  unit_of_measure: string
  unit_price: string
  item_notes: string | null
}

interface ItemsProps {
  supplierId: string | null
  lines: OrderLine[]
  stored: readonly PurchaseOrderLine[]
  editable: boolean
  errors: Record<string, string[]>
  errorText: (messages: readonly string[] | undefined) => string | undefined
  onChange: (lines: OrderLine[]) => void
}

/** The lines of a purchase order: a row each on wide screens, a card each on phones. */
export function PurchaseOrderItems({ supplierId, lines, stored, editable, errors, errorText, onChange }: ItemsProps) {
  const { t, quantity: written } = useTexts()
  const names = useItemNames()
  const { data: prices } = useQuery({ ...supplierPrices(supplierId ?? ''), enabled: supplierId !== null })
  const rowFor = (itemId: string): PriceRow | undefined => prices?.find((row) => row.item_id === itemId)
  const set = (index: number, change: Partial<OrderLine>) => onChange(lines.map((line, position) => (position === index ? { ...line, ...change } : line)))
  const choose = (index: number, itemId: string) => {
    const row = rowFor(itemId)
    const item = names.get(itemId)
    set(index, {
      item_id: itemId,
      product_name: item?.name ?? '',
      pack_unit: row?.pack_unit ?? item?.stock_unit ?? '',
      pack_quantity: row?.pack_quantity ?? '1',
      unit_of_measure: item?.stock_unit ?? '',
      unit_price: row ? priceFor(lines[index]!.packs, row.unit_price, row.tiers ?? []) : (item?.last_purchase_price ?? ''),
    })
  }
  const setPacks = (index: number, packs: string) => {
    const line = lines[index]!
    const row = rowFor(line.item_id)
    // The list price follows the tiers; a price typed by hand stays.
    const followsList = row !== undefined && line.unit_price !== '' && decimal(line.unit_price).eq(decimal(priceFor(line.packs, row.unit_price, row.tiers ?? [])))
    set(index, { packs, ...(followsList ? { unit_price: priceFor(packs, row.unit_price, row.tiers ?? []) } : {}) })
  }
  const offered = [...names.values()].filter((item) => item.item_type !== 'finished_product').map((item) => ({ item, listed: rowFor(item.id) !== undefined })).sort((a, b) => Number(b.listed) - Number(a.listed) || a.item.name.localeCompare(b.item.name))
  const options = [
    { group: t('purchase_orders:items.on_list'), items: offered.filter((entry) => entry.listed).map(({ item }) => ({ value: item.id, label: item.name })) },
    { group: t('purchase_orders:items.other'), items: offered.filter((entry) => !entry.listed).map(({ item }) => ({ value: item.id, label: item.name })) },
  ].filter((group) => group.items.length > 0)
  const add = () => onChange([...lines, { key: uuidv7(), item_id: '', product_name: '', pack_unit: '', packs: '1', pack_quantity: '1', unit_of_measure: '', unit_price: '', item_notes: null }])

  return (
    <div className={classes.list} role="group" aria-label={t('purchase_orders:items.title')}>
      <div className={classes.head} aria-hidden="true">
        <span>{t('purchase_orders:items.product')}</span><span>{t('purchase_orders:items.packs')}</span><span>{t('purchase_orders:items.pack')}</span><span>{t('purchase_orders:items.quantity')}</span><span>{t('purchase_orders:items.unit_price')}</span><span>{t('purchase_orders:items.line_total')}</span><span />
      </div>
      {lines.map((line, index) => {
        const before = stored.find((item) => item.id === line.id)
        const row = rowFor(line.item_id)
        const last = before?.last_price ?? names.get(line.item_id)?.last_purchase_price ?? null
        const change = percentChange(last, line.unit_price)
        const tier = row ? nextTier(line.packs || '0', row.tiers ?? [], line.unit_price || '0') : null
        const quantity = decimal(line.packs || '0').times(decimal(line.pack_quantity || '0')).toFixed()
        const field = (name: string) => errorText(errors[`lines[${index}].${name}`] ?? errors[`lines.${index}.${name}`])
        const label = (name: string) => `${t(`purchase_orders:items.${name}`)}: ${line.product_name || t('purchase_orders:items.new_line', { number: index + 1 })}`
        return (
          <div key={line.key} className={classes.line}>
            <div className={classes.product}>
              {editable ? <Select aria-label={label('product')} placeholder={t('purchase_orders:items.choose')} searchable data={options} value={line.item_id || null} nothingFoundMessage={t('common:table.no_match')} onChange={(value) => value && choose(index, value)} error={field('item_id')} comboboxProps={{ width: 280, position: 'bottom-start' }} /> : <Text fw={600}>{line.product_name}</Text>}
            </div>
            <div className={classes.cell} data-label={t('purchase_orders:items.packs')}>{editable ? <DecimalInput aria-label={label('packs')} value={line.packs || null} onChange={(value) => setPacks(index, value === null ? '' : decimal(value).round(0).toFixed())} error={field('packs')} /> : <span className="numbers">{formatQuantity(line.packs)}</span>}</div>
            <div className={classes.cell} data-label={t('purchase_orders:items.pack')}><span className="numbers">{line.pack_unit ? `${t(`common:unit.${line.pack_unit}`, { defaultValue: line.pack_unit })} ${written(line.pack_quantity, line.unit_of_measure)}` : '–'}</span></div>
            <div className={classes.cell} data-label={t('purchase_orders:items.quantity')}><span className="numbers">{written(quantity, line.unit_of_measure)}</span>{before && decimal(before.received_quantity).gt(0) ? <Text size="xs" c="dimmed">{t('purchase_orders:items.received', { quantity: written(before.received_quantity, line.unit_of_measure) })}</Text> : null}</div>
            <div className={classes.cell} data-label={t('purchase_orders:items.unit_price')}>
              {editable ? <QuantityInput aria-label={label('unit_price')} unit="€" decimals={2} value={line.unit_price || null} onChange={(value) => set(index, { unit_price: value ?? '' })} error={field('unit_price')} /> : <span className="numbers">{formatUnitPrice(line.unit_price)}</span>}
            </div>
            <div className={classes.cell} data-label={t('purchase_orders:items.line_total')}><b className="numbers">{formatMoney(lineTotal(line.packs || '0', line.pack_quantity || '0', line.unit_price || '0'))}</b></div>
            <div className={classes.remove}>{editable ? <Tooltip label={t('purchase_orders:items.remove')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={label('remove')} onClick={() => onChange(lines.filter((_, position) => position !== index))}><Trash2 size={17} /></ActionIcon></Tooltip> : null}</div>
            <div className={classes.notes}>
              {editable ? <TextInput size="xs" variant="unstyled" className={classes.note} aria-label={label('notes')} placeholder={t('purchase_orders:items.notes_hint')} value={line.item_notes ?? ''} onChange={(event) => set(index, { item_notes: event.currentTarget.value || null })} /> : line.item_notes ? <Text size="sm" c="dimmed">{line.item_notes}</Text> : null}
              {last && change !== null && decimal(change).abs().gte('0.1') ? (
                <span className={classes.hint} data-tone={decimal(change).gt(0) ? 'bad' : 'good'}>{decimal(change).gt(0) ? <TrendingUp size={14} aria-hidden /> : <TrendingDown size={14} aria-hidden />}{t('purchase_orders:items.last_price', { price: formatUnitPrice(last), change: signed(formatPercent(change), change) })}</span>
              ) : last ? <span className={classes.hint}>{t('purchase_orders:items.same_price')}</span> : null}
              {tier && editable ? <span className={classes.hint} data-tone="good"><Lightbulb size={14} aria-hidden />{t('purchase_orders:items.tier', { more: formatQuantity(tier.more), price: formatUnitPrice(tier.unitPrice) })}</span> : null}
              {before?.flags.map((flag) => <span key={flag} className={classes.hint}>{t(`purchase_orders:flag.${flag}`)}</span>)}
            </div>
          </div>
        )
      })}
      {editable ? <Button variant="subtle" leftSection={<Plus size={16} />} onClick={add} disabled={!supplierId} mt={6}>{t('purchase_orders:items.add')}</Button> : null}
      {errors.lines ? <Text c="var(--bad)" size="sm" role="alert">{errorText(errors.lines)}</Text> : null}
    </div>
  )
}
