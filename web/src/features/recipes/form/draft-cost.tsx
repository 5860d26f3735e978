import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { formatMoney, formatPercent } from '@/lib/format'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { draftCost, type RecipeContent, type RecipeKind } from '../api/recipes'

/** What the recipe costs as it stands in the form, and what is left of each product's price. */
export function DraftCost({ recipeId, kind, content, isComplete }: { recipeId: string | null; kind: RecipeKind; content: RecipeContent; isComplete: boolean }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const [written] = useDebouncedValue(content, 400)
  const { data, error } = useQuery({ ...draftCost(recipeId, kind, written), enabled: isComplete && written === content })
  if (!isComplete) return <Text size="sm" c="dimmed">{t('recipes:cost_later')}</Text>
  if (error) return <Text size="sm" c="dimmed" role="status">{problemText(error)}</Text>
  if (!data) return null
  return (
    <div role="status">
      <Text size="sm" fw={650} className="numbers">{t('recipes:cost_per_kg', { cost: formatMoney(data.cost_per_kg, 4) })}</Text>
      {data.products.length > 0 ? (
        <SimpleTable label={t('recipes:live_cost')} rows={data.products} rowKey={(row) => row.product_item_id} columns={[
          { header: t('recipes:live_cost'), cell: (row) => row.name },
          { header: t('recipes:field.cost'), right: true, cell: (row) => `${formatMoney(row.variable_cost, 4)}${row.cost_before !== null && row.cost_before !== row.variable_cost ? ` (${t('recipes:cost_before', { cost: formatMoney(row.cost_before, 4) })})` : ''}` },
          { header: t('recipes:margin'), right: true, cell: (row) => row.margin_percent === null ? '–' : <span style={{ color: row.price_to_restore ? 'var(--bad)' : undefined }}>{formatPercent(row.margin_percent, 1)}{row.price_to_restore ? ` · ${t('recipes:price_to_restore', { target: formatPercent(row.target_margin_percent, 0), price: formatMoney(row.price_to_restore) })}` : ''}</span> },
        ]} />
      ) : null}
    </div>
  )
}
