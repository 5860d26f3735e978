import { ActionIcon, Button, Group, Select, Text } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useItemNames } from '@/api/lookups'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import type { RecipeContent } from '../api/recipes'
import { ComponentSelect, useComponentName } from './component-select'
import classes from './recipe-form.module.css'

export type Shape = NonNullable<RecipeContent['shapes']>[number]
type Extra = NonNullable<Shape['extras']>[number]

export const blankShape: Shape = { product_item_id: '', raw_weight_g: '', baked_weight_g: '', pieces_multiple: 1, multiple_rounding: 'up', labour_minutes: '0', energy_kwh: '0', extras: [] }

/** A product that is shaped from a dough or made by a fixed recipe, with what is put into or around each piece. Without `onRemove` it is the only one. */
export function ShapeFields({ shape, onChange, onRemove }: { shape: Shape; onChange: (change: Partial<Shape>) => void; onRemove?: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const nameOf = useComponentName()
  const products = [...items.values()].filter((item) => item.item_type === 'finished_product').map((item) => ({ value: item.id, label: item.name }))
  const product = items.get(shape.product_item_id)?.name ?? ''
  const extras = shape.extras ?? []
  const setExtra = (index: number, change: Partial<Extra>) => onChange({ extras: extras.map((extra, position) => (position === index ? { ...extra, ...change } : extra)) })
  return (
    <fieldset className={classes.shape}>
      <legend className="visually-hidden">{product || t('recipes:field.product')}</legend>
      <div className={classes.facts}>
        <Select label={t('recipes:field.product')} searchable data={products} value={shape.product_item_id || null} onChange={(value) => value && onChange({ product_item_id: value })} />
        {onRemove ? <QuantityInput label={t('recipes:field.raw')} unit="g" value={shape.raw_weight_g} onChange={(value) => onChange({ raw_weight_g: value ?? '' })} /> : null}
        <QuantityInput label={t(onRemove ? 'recipes:field.baked' : 'recipes:field.finished')} unit="g" value={shape.baked_weight_g} onChange={(value) => onChange({ baked_weight_g: value ?? '' })} />
        <QuantityInput label={t('recipes:field.multiple')} unit="" value={String(shape.pieces_multiple)} onChange={(value) => onChange({ pieces_multiple: Math.max(1, Math.round(Number(value ?? 1))) })} />
        <Select label={t('recipes:field.rounding')} data={(['up', 'nearest', 'cost_optimal'] as const).map((value) => ({ value, label: t(`recipes:rounding.${value}`) }))} value={shape.multiple_rounding} onChange={(value) => value && onChange({ multiple_rounding: value as Shape['multiple_rounding'] })} />
        <QuantityInput label={t('recipes:field.labour')} unit="min" value={shape.labour_minutes} onChange={(value) => onChange({ labour_minutes: value ?? '0' })} />
        <QuantityInput label={t('recipes:field.energy')} unit="kWh" value={shape.energy_kwh} onChange={(value) => onChange({ energy_kwh: value ?? '0' })} />
        {onRemove ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${product}`} onClick={onRemove}><Trash2 size={17} /></ActionIcon> : null}
      </div>
      {extras.length > 0 ? <Text size="sm" fw={600} mt={6} mb={4}>{t('recipes:extras')}</Text> : null}
      {extras.map((extra, index) => (
        <div key={index} className={classes.extra}>
          <ComponentSelect value={extra} withFillings ofPieces onChange={(component) => setExtra(index, { ...component, unit: ['piece', 'unit'].includes(items.get(component.item_id ?? '')?.stock_unit ?? '') ? 'piece' : 'g' })} />
          <QuantityInput aria-label={`${t('recipes:field.per_piece')}: ${nameOf(extra)}`} unit={t(`common:unit.${extra.unit}`)} value={extra.quantity || null} onChange={(value) => setExtra(index, { quantity: value ?? '' })} />
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${nameOf(extra)}`} onClick={() => onChange({ extras: extras.filter((_, position) => position !== index) })}><Trash2 size={17} /></ActionIcon>
        </div>
      ))}
      <Group><Button size="compact-sm" variant="subtle" leftSection={<Plus size={15} />} onClick={() => onChange({ extras: [...extras, { quantity: '', unit: 'g', item_id: null, recipe_id: null }] })}>{t('recipes:add_extra')}</Button></Group>
    </fieldset>
  )
}
