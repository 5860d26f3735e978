import type { TFunction } from 'i18next'
import type { Field, FormValues } from '@/ui/field'

export const itemTypes = ['ingredient', 'finished_product', 'resale', 'packaging', 'cleaning'] as const
const ingredientCategories = ['flour', 'yeast', 'dairy', 'eggs', 'sugar', 'fats', 'salt', 'spices', 'additives', 'packaging', 'cleaning', 'other']
const productCategories = ['bread', 'croissants', 'pastries', 'cakes', 'cookies', 'muffins', 'sandwiches', 'seasonal', 'beverages', 'other_products']

const sold = (values: FormValues) => values.item_type === 'finished_product' || values.item_type === 'resale'

const cooled = (values: FormValues) => values.storage_condition === 'chilled' || values.storage_condition === 'frozen'

export function itemFields(t: TFunction): Field[] {
  const choices = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`inventory:${group}.${value}`) }))
  const units = ['g', 'kg', 'ml', 'l', 'unit', 'piece'].map((value) => ({ value, label: t(`common:unit.${value}`) }))
  return [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 255 },
    { name: 'item_type', kind: 'select', label: t('inventory:field.item_type'), required: true, options: choices('item_type', itemTypes), half: true },
    { name: 'stock_unit', kind: 'select', label: t('inventory:field.stock_unit'), required: true, options: units, half: true },
    { name: 'ingredient_category', kind: 'select', label: t('inventory:field.category'), options: choices('ingredient_category', ingredientCategories), half: true, when: (values) => !sold(values) },
    { name: 'product_category', kind: 'select', label: t('inventory:field.category'), options: choices('product_category', productCategories), half: true, when: sold },
    { name: 'subcategory', kind: 'text', label: t('inventory:field.subcategory'), half: true, maxLength: 100 },
    { name: 'sku', kind: 'text', label: t('inventory:field.sku'), help: t('inventory:field.sku_help'), half: true, maxLength: 100 },
    { name: 'barcode', kind: 'text', label: t('inventory:field.barcode'), half: true, maxLength: 50 },
    { name: 'price', kind: 'money', label: t('inventory:field.price'), half: true, when: sold },
    { name: 'tax_percent', kind: 'quantity', unit: '%', label: t('inventory:field.tax_percent'), half: true },
    { name: 'stock_tracked', kind: 'switch', label: t('inventory:field.stock_tracked'), section: t('inventory:section.stock') },
    { name: 'low_stock_threshold', kind: 'decimal', label: t('inventory:field.low_stock_threshold'), half: true, section: t('inventory:section.stock') },
    { name: 'reorder_point', kind: 'decimal', label: t('inventory:field.reorder_point'), half: true, section: t('inventory:section.stock') },
    { name: 'reorder_quantity', kind: 'decimal', label: t('inventory:field.reorder_quantity'), half: true, section: t('inventory:section.stock') },
    { name: 'max_stock_level', kind: 'decimal', label: t('inventory:field.max_stock_level'), half: true, section: t('inventory:section.stock') },
    { name: 'storage_condition', kind: 'select', label: t('inventory:field.storage_condition'), options: choices('storage', ['ambient', 'chilled', 'frozen']), half: true, section: t('inventory:section.storage') },
    { name: 'min_temp_c', kind: 'quantity', unit: '°C', label: t('inventory:field.min_temp'), half: true, section: t('inventory:section.storage'), when: cooled },
    { name: 'max_temp_c', kind: 'quantity', unit: '°C', label: t('inventory:field.max_temp'), help: t('inventory:field.max_temp_help'), half: true, section: t('inventory:section.storage'), when: cooled },
    { name: 'shelf_life_days', kind: 'integer', unit: t('common:unit.days'), label: t('inventory:field.shelf_life_days'), half: true, section: t('inventory:section.storage') },
    { name: 'expiry_kind', kind: 'select', label: t('inventory:field.expiry_kind'), options: choices('expiry_kind', ['use_by', 'best_before']), half: true, section: t('inventory:section.storage') },
    { name: 'display_life_hours', kind: 'integer', unit: t('common:unit.hours'), label: t('inventory:field.display_life'), half: true, section: t('inventory:section.storage'), when: sold },
    { name: 'unit_weight_g', kind: 'quantity', unit: 'g', label: t('inventory:field.unit_weight_g'), half: true, section: t('inventory:section.storage') },
    { name: 'density_kg_per_l', kind: 'quantity', unit: 'kg/l', label: t('inventory:field.density'), half: true, section: t('inventory:section.storage'), when: (values) => values.stock_unit === 'l' || values.stock_unit === 'ml' },
  ]
}
