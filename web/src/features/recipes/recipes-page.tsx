import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChefHat, Plus } from 'lucide-react'
import { useMay } from '@/api/session'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { recipeKinds, recipePage, type RecipeRow } from './api/recipes'
import { RecipeModal } from './recipe-modal'

const tones: Record<RecipeRow['status'], Tone> = { draft: 'warn', active: 'good', archived: 'plain' }

export function RecipesPage() {
  const { t, instant } = useTexts()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const columns: Column<RecipeRow>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'kind', header: t('recipes:field.kind'), cell: (row) => t(`recipes:kind.${row.kind}`), value: (row) => t(`recipes:kind.${row.kind}`) },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`recipes:status.${row.status}`)} />, value: (row) => t(`recipes:status.${row.status}`) },
    { id: 'changed', header: t('recipes:field.changed'), cell: (row) => <span className="numbers">{instant(row.changed_at)}</span>, value: (row) => instant(row.changed_at) },
  ]
  return (
    <>
      <PageHeader title={t('recipes:page.title')} lead={t('recipes:page.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('recipes:new')}</Button> : null}
      </PageHeader>
      <DataTable title={t('recipes:page.title')} queryKey={['recipes', 'list']} fetchPage={recipePage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'kind', single: true, label: t('recipes:field.kind'), options: recipeKinds.map((kind) => ({ value: kind, label: t(`recipes:kind.${kind}`) })) }, { name: 'status', label: t('common:field.status'), single: true, options: Object.keys(tones).map((status) => ({ value: status, label: t(`recipes:status.${status}`) })) }]} empty={<EmptyState icon={ChefHat} title={t('recipes:empty.title')} text={t('recipes:empty.text')} />} />
      {search.open ? <RecipeModal key={search.open} id={search.open} onClose={() => open(undefined)} onOpen={open} /> : null}
    </>
  )
}
