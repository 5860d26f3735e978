import { Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMay } from '@/api/session'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { useTexts } from '@/ui/use-texts'
import { allergens, foodOf, nutrients, papersOf, saveFood, species, toValues } from './api/food'
import type { Item } from './api/items'

/** What an item is as food: allergens in four states, nutrition, and how labels call it. */
export function FoodDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t, instant } = useTexts()
  const client = useQueryClient()
  const isMember = useMay('member')
  const { data: food } = useQuery(foodOf(item.id))
  const isProduct = item.item_type === 'finished_product'
  const { data: papers = [] } = useQuery({ ...papersOf(item.id), enabled: !isProduct })
  if (!food) return null
  const states = ['contains', 'traces', 'free', 'unknown'].map((value) => ({ value, label: t(`food:state.${value}`) }))
  // What somebody has written in words of their own stays a choice.
  const kinds = (written: readonly string[]) => [...new Set([...species, ...written])].map((value) => ({ value, label: t(`food:species.${value}`, { defaultValue: value }) }))
  const fields: Field[] = [
    ...(isProduct ? [] : allergens.map((code): Field => ({ name: `allergen_${code}`, kind: 'select', label: t(`food:allergen.${code}`), options: states, half: true, required: true, section: t('food:section.allergens') }))),
    ...(isProduct ? [] : [{ name: 'species', kind: 'multiselect', options: kinds(food.species), label: t('food:field.species'), help: t('food:field.species_help'), section: t('food:section.allergens') } satisfies Field]),
    ...(papers.length > 0 ? [{ name: 'source_document_id', kind: 'select', label: t('food:field.paper'), help: t('food:field.paper_help'), options: papers.map((paper) => ({ value: paper.id, label: `${paper.supplier_name} · ${paper.title}` })), section: t('food:section.allergens') } satisfies Field] : []),
    { name: 'label_name', kind: 'text', label: t('food:field.label_name'), help: t('food:field.label_name_help'), half: true, maxLength: 255, section: t('food:section.label') },
    { name: 'label_name_eu', kind: 'text', label: t('food:field.label_name_eu'), half: true, maxLength: 255, section: t('food:section.label') },
    ...(isProduct
      ? [{ name: 'bread_kind', kind: 'select', label: t('food:field.bread_kind'), options: ['common', 'special', 'gluten_free', 'not_bread'].map((value) => ({ value, label: t(`food:bread_kind.${value}`) })), half: true, section: t('food:section.label') } satisfies Field]
      : [
          { name: 'parts', kind: 'textarea', label: t('food:field.parts'), help: t('food:field.parts_help'), maxLength: 1000, section: t('food:section.label') } satisfies Field,
          { name: 'parts_eu', kind: 'textarea', label: t('food:field.parts_eu'), maxLength: 1000, section: t('food:section.label') } satisfies Field,
          { name: 'is_wholemeal', kind: 'switch', label: t('food:field.is_wholemeal'), section: t('food:section.label') } satisfies Field,
          ...nutrients.map((name): Field => ({ name, kind: 'quantity', unit: name === 'energy_kj' ? 'kJ' : name === 'energy_kcal' ? 'kcal' : 'g', label: t(`food:nutrient.${name}`), half: true, section: t('food:section.nutrition') })),
        ]),
  ]
  return (
    <EntityModal
      title={t('food:title', { name: item.name })}
      fields={fields}
      initial={toValues(food)}
      version={food.version}
      draftKey={`food:${item.id}`}
      readOnly={!isMember}
      savedText={t('food:saved', { name: item.name })}
      save={async (values, version) => { await saveFood(item.id, values, version); await Promise.all([client.invalidateQueries({ queryKey: ['inventory', 'food'] }), client.invalidateQueries({ queryKey: ['recipes'] })]) }}
      onClose={onClose}
    >
      {food.verified_at ? <Text size="sm" c="dimmed">{t('food:verified', { user: food.verified_by ?? '–', time: instant(food.verified_at) })}</Text> : null}
    </EntityModal>
  )
}
