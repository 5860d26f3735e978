import { Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChefHat } from 'lucide-react'
import { useItemNames } from '@/api/lookups'
import { formatMoney, formatPercent, formatQuantity } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { oneRecipe, recipePage, type Recipe } from './api/recipes'
import { ModalTitle } from '@/ui/modal-title'

const tones: Record<Recipe['status'], Tone> = { draft: 'warn', active: 'good', archived: 'plain' }
const kinds = ['pre_ferment', 'dough', 'filling', 'product', 'fixed'] as const

export function RecipesPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const columns: Column<Recipe>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'kind', header: t('recipes:field.kind'), sort: 'kind', cell: (row) => t(`recipes:kind.${row.kind}`), value: (row) => t(`recipes:kind.${row.kind}`) },
    { id: 'status', header: t('common:field.status'), sort: 'status', phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`recipes:status.${row.status}`)} />, value: (row) => t(`recipes:status.${row.status}`) },
    { id: 'cost', header: t('recipes:field.cost'), align: 'right', cell: (row) => formatMoney(row.cost_per_unit, 4), value: (row) => ({ text: row.cost_per_unit ?? '', number: row.cost_per_unit ?? undefined }) },
  ]
  return (
    <>
      <PageHeader title={t('recipes:page.title')} lead={t('recipes:page.lead')} />
      <DataTable title={t('recipes:page.title')} queryKey={['recipes', 'list']} fetchPage={recipePage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'kind', single: true, label: t('recipes:field.kind'), options: kinds.map((kind) => ({ value: kind, label: t(`recipes:kind.${kind}`) })) }, { name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((status) => ({ value: status, label: t(`recipes:status.${status}`) })) }]} empty={<EmptyState icon={ChefHat} title={t('recipes:empty.title')} text={t('recipes:empty.text')} />} />
      {search.open ? <RecipeModal id={search.open} onClose={() => open(undefined)} /> : null}
    </>
  )
}

function RecipeModal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const { data, error, refetch } = useQuery(oneRecipe(id))
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{data?.name ?? t('recipes:one')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={200} /> : (
        <Stack gap="md">
          <Text c="dimmed">{t(`recipes:kind.${data.kind}`)} · {t(`recipes:status.${data.status}`)}</Text>
          <SimpleTable label={t('recipes:lines')} rows={data.lines ?? []} rowKey={(row) => `${row.ingredient_id ?? ''}${row.recipe_id ?? ''}`} columns={[
            { header: t('recipes:field.ingredient'), cell: (row) => row.name ?? items.get(row.ingredient_id ?? '')?.name ?? '–' },
            { header: t('recipes:field.percent'), right: true, cell: (row) => formatPercent(row.baker_percent ?? (row.unit === '%' ? row.quantity : null), 2) },
            { header: t('recipes:field.quantity'), right: true, cell: (row) => (row.unit === '%' ? '–' : formatQuantity(row.quantity, row.unit)) },
          ]} />
        </Stack>
      )}
    </Modal>
  )
}
