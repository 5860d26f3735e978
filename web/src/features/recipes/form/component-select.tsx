import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useItemNames } from '@/api/lookups'
import { useTexts } from '@/ui/use-texts'
import { recipesOfKind } from '../api/recipes'

export interface Component { item_id?: string | null; recipe_id?: string | null }

const bought: readonly string[] = ['ingredient']
/** What may be put into or around a piece. */
const aroundPieces: readonly string[] = ['ingredient', 'finished_product', 'resale', 'packaging']

/** Names of what a formula may hold: an item, or a recipe made before. */
export function useComponentName(): (component: Component) => string {
  const items = useItemNames()
  const { data: fillings } = useQuery(recipesOfKind('filling'))
  return ({ item_id, recipe_id }) => (item_id ? items.get(item_id)?.name : fillings?.find((row) => row.id === recipe_id)?.name) ?? '–'
}

/** An ingredient and, where they may be held, a filling, a product of our own or packaging. */
export function ComponentSelect({ value, label, withFillings = false, ofPieces = false, except, onChange }: { value: Component; label?: string; withFillings?: boolean; ofPieces?: boolean; except?: string | undefined; onChange: (component: Component) => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const { data: fillings } = useQuery({ ...recipesOfKind('filling'), enabled: withFillings })
  const held = withFillings ? (fillings ?? []).filter((row) => row.id !== except && row.status !== 'archived').map((row) => ({ value: row.id, label: row.name })) : []
  const groups = (ofPieces ? aroundPieces : bought)
    .map((type) => ({ group: t(`recipes:group.${type}`), items: [...items.values()].filter((item) => item.item_type === type).map((item) => ({ value: item.id, label: item.name })) }))
    .concat([{ group: t('recipes:group.fillings'), items: held }])
    .filter((group) => group.items.length > 0)
  return (
    <Select
      aria-label={label ?? t('recipes:field.ingredient')} placeholder={label ?? t('recipes:field.ingredient')} searchable
      data={groups.length > 1 ? groups : (groups[0]?.items ?? [])}
      value={value.item_id ?? value.recipe_id ?? null}
      onChange={(id) => id && onChange(held.some((row) => row.value === id) ? { item_id: null, recipe_id: id } : { item_id: id, recipe_id: null })}
    />
  )
}
