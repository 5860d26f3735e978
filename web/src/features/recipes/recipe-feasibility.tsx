import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { CircleCheck, PackageSearch, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { formatQuantity } from '@/lib/format'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { checkFeasibility } from './api/recipes'
import { SubstituteName } from './substitutes'

/** Is the stock enough for some pieces, and if not, what could take the place of what is missing? */
export function RecipeFeasibility({ recipeId, products }: { recipeId: string; products: string[] }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const items = useItemNames()
  const [product, setProduct] = useState(products[0] ?? '')
  const [count, setCount] = useState<string | null>('100')
  const check = useMutation({ mutationFn: (pieces: string) => checkFeasibility(recipeId, product, pieces), onError: (problem) => showToast(problemText(problem), 'bad') })
  const amount = (value: string, unit: string) => formatQuantity(value, t(`common:unit.${unit}`))
  const choose = (value: string) => { setProduct(value); check.reset() }
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">{t('recipes:feasibility')}</Title>
      <Group gap="sm" align="end">
        {products.length > 1 ? <Select label={t('recipes:field.product')} allowDeselect={false} data={products.map((id) => ({ value: id, label: items.get(id)?.name ?? '–' }))} value={product} onChange={(value) => value && choose(value)} /> : null}
        <QuantityInput label={t('recipes:shapes')} unit="piece" w={150} value={count} onChange={setCount} />
        <Button variant="light" leftSection={<PackageSearch size={16} aria-hidden />} disabled={!count || !decimal(count).gt(0)} loading={check.isPending} onClick={() => count && check.mutate(count)}>{t('recipes:check_stock')}</Button>
      </Group>
      {check.data?.is_feasible ? <Alert color="sage" role="status" icon={<CircleCheck size={17} aria-hidden />}>{t('recipes:enough')}</Alert> : null}
      {check.data && !check.data.is_feasible ? <Alert color="berry" role="status" icon={<TriangleAlert size={17} aria-hidden />}>{t('recipes:not_enough')}</Alert> : null}
      {check.data && check.data.missing_items.length > 0 ? (
        <SimpleTable label={t('recipes:missing')} rows={check.data.missing_items} rowKey={(row) => row.item_id} columns={[
          { header: t('recipes:missing'), cell: (row) => <>{row.name}{row.is_optional ? <Text size="xs" c="dimmed">{t('recipes:field.optional')}</Text> : null}</> },
          { header: t('recipes:lacking'), right: true, cell: (row) => amount(row.lacking, row.unit) },
          { header: t('recipes:in_stock'), right: true, cell: (row) => amount(row.usable, row.unit) },
          { header: t('recipes:substitutes'), wide: true, cell: (row) => row.substitutes.length === 0 ? '–' : <Stack gap={6}>{row.substitutes.map((offer) => <div key={`${offer.recipe}-${offer.substitute.item_id}`}><SubstituteName substitute={offer.substitute} /><Text size="sm">{t(offer.is_enough ? 'recipes:substitute_enough' : 'recipes:substitute_short', { needed: amount(offer.needed, offer.unit), usable: amount(offer.usable, offer.unit), recipe: offer.recipe })}</Text></div>)}</Stack> },
        ]} />
      ) : null}
    </Stack>
  )
}
