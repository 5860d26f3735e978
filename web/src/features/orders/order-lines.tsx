import { ActionIcon, Button, Select } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useItemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber } from '@/lib/format'
import { DecimalInput } from '@/ui/decimal-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import type { OrderLine } from './api/order-list'
import classes from './order-lines.module.css'

export function OrderLines({ lines, stored, editable, addOnly, onChange }: { lines: OrderLine[]; stored: number; editable: boolean; addOnly: boolean; onChange: (lines: OrderLine[]) => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const products = [...items.values()].filter((item) => item.item_type === 'finished_product' || item.item_type === 'resale')
  const set = (index: number, change: Partial<OrderLine>) => onChange(lines.map((line, position) => (position === index ? { ...line, ...change } : line)))
  // Lines that the server has keep their product; new ones choose it.
  const kept = (index: number) => index < stored
  const name = (line: OrderLine) => items.get(line.item_id)?.name ?? t('orders:field.product')
  return (
    <div role="group" aria-label={t('orders:lines.title')} className={classes.list}>
      {lines.map((line, index) => (
        <div key={index} className={classes.line}>
          {editable && !kept(index) ? <Select aria-label={t('orders:field.product')} placeholder={t('orders:field.product')} searchable data={products.map((item) => ({ value: item.id, label: item.name }))} value={line.item_id || null} onChange={(value) => value && set(index, { item_id: value, unit_price: line.unit_price || (items.get(value)?.price ?? '') })} /> : <b className={classes.name}>{name(line)}</b>}
          {editable ? <DecimalInput aria-label={`${t('orders:field.quantity')}: ${name(line)}`} value={line.quantity || null} onChange={(value) => set(index, { quantity: value ?? '' })} /> : <span className="numbers">{formatNumber(line.quantity)}</span>}
          {editable && !(addOnly && kept(index)) ? <QuantityInput aria-label={`${t('orders:field.unit_price')}: ${name(line)}`} unit="€" decimals={2} value={line.unit_price || null} onChange={(value) => set(index, { unit_price: value ?? '' })} /> : <span className="numbers">{formatMoney(line.unit_price)}</span>}
          <b className={`numbers ${classes.total}`}>{formatMoney(decimal(line.quantity || '0').times(decimal(line.unit_price || '0')).toFixed(2))}</b>
          {editable && !(addOnly && kept(index)) ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('orders:lines.remove')}: ${name(line)}`} onClick={() => onChange(lines.filter((_, position) => position !== index))}><Trash2 size={17} /></ActionIcon> : <span />}
        </div>
      ))}
      {editable ? <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => onChange([...lines, { item_id: '', quantity: '1', unit_price: '', note: null }])}>{t('orders:lines.add')}</Button> : null}
    </div>
  )
}
