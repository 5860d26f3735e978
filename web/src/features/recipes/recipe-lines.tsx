import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '@/api/session'
import { sum } from '@/lib/decimal'
import { formatPercent, formatQuantity } from '@/lib/format'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { recipeLines, type Recipe, type RecipeLines as Lines } from './api/recipes'
import { SubstituteName, UseSubstitute } from './substitutes'

type Row = Lines['items'][number]

/** The formula: how much of what, how it is prepared, and what may take its place. */
export function RecipeLines({ recipe }: { recipe: Recipe }) {
  const { t } = useTexts()
  const isMember = useMay('member')
  const { data } = useQuery(recipeLines(recipe.id))
  const rows = data?.items ?? []
  const unit = rows[0]?.unit ?? ''
  const amount = (quantity: string, of: string) => (of === '%' ? formatPercent(quantity, 2) : formatQuantity(quantity, t(`common:unit.${of}`)))
  const told = (row: Row) => [row.group, row.preparation_method, row.is_optional ? t('recipes:field.optional') : null, row.notes].filter(Boolean).join(' · ')
  const replaceable = rows.filter((row) => row.substitutions.length > 0)
  const mayUse = isMember && recipe.status === 'active' && !recipe.draft
  return (
    <Stack gap="sm">
      <SimpleTable
        label={t('recipes:lines')} rows={rows} rowKey={(row) => String(row.order)}
        columns={[
          { header: t('recipes:field.ingredient'), cell: (row) => <>{row.name || '–'}{told(row) ? <Text size="xs" c="dimmed">{told(row)}</Text> : null}</> },
          { header: t(unit === '%' ? 'recipes:field.percent' : 'recipes:field.quantity'), right: true, cell: (row) => amount(row.quantity, row.unit) },
        ]}
        foot={recipe.kind === 'fixed' ? undefined : <tr><th scope="row">{t('recipes:total')}</th><td data-right="true">{rows.length > 0 && rows.every((row) => row.unit === unit) ? amount(sum(rows.map((row) => row.quantity)).toFixed(), unit) : '–'}</td></tr>}
      />
      {replaceable.length > 0 ? (
        <SimpleTable label={t('recipes:substitutes')} rows={replaceable.flatMap((row) => row.substitutions.map((substitute) => ({ row, substitute })))} rowKey={({ row, substitute }) => `${row.order}-${substitute.item_id}`} columns={[
          { header: t('recipes:instead_of'), cell: ({ row }) => row.name },
          { header: t('recipes:substitutes'), wide: true, cell: ({ row, substitute }) => <Group gap="xs" justify="space-between" wrap="nowrap"><SubstituteName substitute={substitute} />{mayUse && row.item_id ? <UseSubstitute recipeId={recipe.id} itemId={row.item_id} itemName={row.name} substitute={substitute} /> : null}</Group> },
        ]} />
      ) : null}
    </Stack>
  )
}
