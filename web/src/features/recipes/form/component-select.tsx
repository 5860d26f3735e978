import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useItemNames } from '@/api/lookups'
import { useTexts } from '@/ui/use-texts'
import { recipesOfKind } from '../api/recipes'

export interface Component { item_id?: string | null; recipe_id?: string | null }

/** Names of what a formula may hold: an item, or a recipe made before. */
export function useComponentName(): (component: Component) => string {
  const items = useItemNames()
  const { data: fillings } = useQuery(recipesOfKind('filling'))
  return ({ item_id, recipe_id }) => (item_id ? items.get(item_id)?.name : fillings?.find((row) => row.id === recipe_id)?.name) ?? '–'
}

/** An ingredient and, where fillings may be held, one of them. */
export function ComponentSelect({ value, withFillings, except, onChange }: { value: Component; withFillings: boolean; except?: string | undefined; onChange: (component: Component) => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const { data: fillings } = useQuery({ ...recipesOfKind('filling'), enabled: withFillings })
  const held = withFillings ? (fillings ?? []).filter((row) => row.id !== except && row.status !== 'archived').map((row) => ({ value: row.id, label: row.name })) : []
  const bought = [...items.values()].filter((item) => item.item_type === 'ingredient').map((item) => ({ value: item.id, label: item.name }))
  return (
    <Select
      aria-label={t('recipes:field.ingredient')} placeholder={t('recipes:field.ingredient')} searchable
      data={held.length > 0 ? [{ group: t('recipes:group.ingredients'), items: bought }, { group: t('recipes:group.fillings'), items: held }] : bought}
      value={value.item_id ?? value.recipe_id ?? null}
      onChange={(id) => id && onChange(held.some((row) => row.value === id) ? { item_id: null, recipe_id: id } : { item_id: id, recipe_id: null })}
    />
  )
}
