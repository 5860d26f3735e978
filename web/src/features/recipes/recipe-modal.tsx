import { Button, Group, Modal, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive, PencilLine, Zap } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatNumber, formatQuantity } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { ModalTitle } from '@/ui/modal-title'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { activateRecipe, archiveRecipe, oneRecipe, recipeCost, recipesOfKind, recipeVersions, scaleRecipe, type Recipe } from './api/recipes'
import { RecipeFeasibility } from './recipe-feasibility'
import { RecipeFood } from './recipe-food'
import { RecipeLines } from './recipe-lines'
import { useComponentName } from './form/component-select'
import { RecipeForm } from './form/recipe-form'
import type { Shape } from './form/shape-fields'

export function RecipeModal({ id, onClose, onOpen }: { id: string; onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTexts()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const isNew = id === 'new'
  const [editing, setEditing] = useState(isNew)
  const { data, error, refetch } = useQuery({ ...oneRecipe(id), enabled: !isNew })
  return (
    <Modal opened onClose={onClose} size="lg" fullScreen={isPhone} closeOnClickOutside={false} title={<ModalTitle>{isNew ? t('recipes:new') : (data?.name ?? t('recipes:one'))}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : editing && (isNew || data) ? <RecipeForm recipe={data ?? null} onCancel={() => (isNew ? onClose() : setEditing(false))} onSaved={(saved) => { setEditing(false); if (isNew) onOpen(saved.id) }} /> : data ? <RecipeView recipe={data} onEdit={() => setEditing(true)} onClose={onClose} /> : <Skeleton height={220} />}
    </Modal>
  )
}

function RecipeView({ recipe, onEdit, onClose }: { recipe: Recipe; onEdit: () => void; onClose: () => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const items = useItemNames()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const { data: ferments } = useQuery(recipesOfKind('pre_ferment'))
  const costs = useQuery({ ...recipeCost(recipe.id), enabled: recipe.kind !== 'pre_ferment' && recipe.current !== null })
  const [kilos, setKilos] = useState<string | null>('10')
  const refresh = () => client.invalidateQueries({ queryKey: ['recipes'] })
  const activate = useMutation({ mutationFn: () => activateRecipe(recipe.id), onSuccess: async () => { await refresh(); showToast(t('recipes:activated', { name: recipe.name })) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const archive = useMutation({ mutationFn: () => archiveRecipe(recipe.id, recipe.version), onSuccess: async () => { await refresh(); onClose() }, onError: (problem) => showToast(problemText(problem), 'bad') })
  // A fixed recipe is counted in pieces of its product.
  const made = recipe.kind === 'fixed' ? recipe.current?.content.shapes?.[0]?.product_item_id : undefined
  const scale = useMutation({ mutationFn: (target: string) => scaleRecipe(recipe.id, made ? { pieces: [{ product_item_id: made, count: target }] } : { target_kg: target }), onError: (problem) => showToast(problemText(problem), 'bad') })
  const version = recipe.draft ?? recipe.current
  const content = version?.content
  const nameOf = useComponentName()
  const { data: versions } = useQuery(recipeVersions(recipe.id))
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t(`recipes:kind.${recipe.kind}`)} · {t(`recipes:status.${recipe.status}`)}{version ? ` · ${t(recipe.draft ? 'recipes:draft_version' : 'recipes:version', { number: version.number })}` : ''}</Text>
      {content ? (
        <>
          {recipe.kind === 'fixed' ? <Text size="sm">{t('recipes:yields', { count: formatNumber(content.yield_quantity, 0, 2) })}</Text> : null}
          <RecipeLines recipe={recipe} />
          {content.preferment ? <Text size="sm">{t('recipes:preferment', { name: ferments?.find((row) => row.id === content.preferment?.recipe_id)?.name ?? '–', share: formatNumber(content.preferment.flour_share_percent) })}</Text> : null}
          {recipe.kind === 'filling' && costs.data ? <Text size="sm">{t('recipes:cost_per_kg', { cost: formatMoney(costs.data.dough_cost_per_kg, 4) })}</Text> : null}
          <Text size="sm" c="dimmed">{recipe.kind === 'dough' ? t('recipes:losses', { loss: formatNumber(content.process_loss_percent), mixer: formatQuantity(content.mixer_max_kg, 'kg') }) : t('recipes:loss', { loss: formatNumber(content.process_loss_percent) })}</Text>
          {content.shapes && content.shapes.length > 0 ? (
            <div>
              <Title order={3} size="h5" mb={4}>{t('recipes:shapes')}</Title>
              <SimpleTable label={t('recipes:shapes')} rows={content.shapes} rowKey={(shape) => shape.product_item_id} columns={[
                { header: t('recipes:field.product'), cell: (shape) => items.get(shape.product_item_id)?.name ?? '–' },
                ...(recipe.kind === 'fixed' ? [] : [{ header: t('recipes:field.raw'), right: true, cell: (shape: Shape) => formatQuantity(shape.raw_weight_g, 'g') }]),
                { header: t(recipe.kind === 'fixed' ? 'recipes:field.finished' : 'recipes:field.baked'), right: true, cell: (shape) => formatQuantity(shape.baked_weight_g, 'g') },
                { header: t('recipes:field.multiple'), right: true, cell: (shape) => formatNumber(shape.pieces_multiple, 0, 0) },
                { header: t('recipes:extras'), cell: (shape) => (shape.extras ?? []).map((extra) => `${formatQuantity(extra.quantity, t(`common:unit.${extra.unit}`))} ${nameOf(extra)}`).join(', ') || '–' },
                { header: t('recipes:field.cost'), right: true, cell: (shape) => formatMoney(costs.data?.products.find((product) => product.product_item_id === shape.product_item_id)?.variable_cost, 4) },
                { header: t('recipes:field.salt'), right: true, cell: (shape) => { const product = costs.data?.products.find((candidate) => candidate.product_item_id === shape.product_item_id); return product ? <span style={{ color: product.salt_warning ? 'var(--bad)' : undefined }}>{formatQuantity(product.salt_g_per100_g, 'g')}</span> : '–' } },
              ]} />
            </div>
          ) : null}
        </>
      ) : null}
      {content?.steps && content.steps.length > 0 ? (
        <SimpleTable label={t('recipes:steps')} rows={content.steps} rowKey={(step) => String(step.order)} columns={[
          { header: t('recipes:steps'), cell: (step) => `${t(`floor:stage.${step.stage}`)}${step.equipment_kind ? ` · ${t(`floor:equipment_kind.${step.equipment_kind}`)}` : ''}` },
          { header: t('recipes:field.minutes'), right: true, cell: (step) => `${formatQuantity(step.minutes, 'min')}${step.active_minutes == null ? '' : ` (${t('recipes:by_hand', { minutes: step.active_minutes })})`}` },
          { header: t('recipes:field.temperature'), right: true, cell: (step) => formatQuantity(step.temp_c, '°C') },
          { header: t('recipes:field.instruction'), wide: true, cell: (step) => step.instruction ?? '–' },
        ]} />
      ) : null}
      {recipe.kind !== 'pre_ferment' && recipe.current ? <RecipeFood recipeId={recipe.id} /> : null}
      {recipe.current ? (
        <div>
          <Title order={3} size="h5" mb={4}>{t('recipes:scale')}</Title>
          <Group gap="sm" align="end">
            <QuantityInput label={t(made ? 'recipes:shapes' : 'recipes:target')} unit={made ? 'piece' : 'kg'} w={150} value={kilos} onChange={setKilos} />
            <Button variant="light" disabled={!kilos || Number(kilos) <= 0} loading={scale.isPending} onClick={() => kilos && scale.mutate(kilos)}>{t('recipes:calculate')}</Button>
          </Group>
          {scale.data ? <SimpleTable label={t('recipes:scale')} rows={scale.data.lines} rowKey={(line) => line.name} columns={[{ header: t('recipes:field.ingredient'), cell: (line) => line.name }, { header: t('recipes:field.grams'), right: true, cell: (line) => (line.count ? formatQuantity(line.count, t('common:unit.pieces')) : formatQuantity(line.grams, 'g')) }]} /> : null}
        </div>
      ) : null}
      {recipe.current?.content.shapes?.length ? <RecipeFeasibility recipeId={recipe.id} products={recipe.current.content.shapes.map((shape) => shape.product_item_id)} /> : null}
      {versions && versions.length > 1 ? (
        <SimpleTable label={t('recipes:versions')} rows={versions} rowKey={(row) => row.id} columns={[
          { header: t('recipes:versions'), cell: (row) => t('recipes:version', { number: row.number }) },
          { header: t('recipes:field.from'), cell: (row) => formatDay(row.effective_from) },
          { header: t('recipes:field.author'), cell: (row) => [row.author, row.note].filter(Boolean).join(': ') || '–', wide: true },
          { header: t('common:field.status'), cell: (row) => t(row.id === recipe.current_version_id ? 'recipes:status.active' : row.is_activated ? 'recipes:version_past' : 'recipes:status.draft') },
        ]} />
      ) : null}
      <Group justify="space-between">
        {isAdmin && recipe.status === 'active' ? <Button variant="subtle" color="gray" leftSection={<Archive size={16} />} loading={archive.isPending} onClick={() => archive.mutate()}>{t('common:action.archive')}</Button> : <span />}
        <Group gap="xs">
          {isMember && recipe.status !== 'archived' ? <Button variant="default" leftSection={<PencilLine size={16} />} onClick={onEdit}>{t('common:action.edit')}</Button> : null}
          {isAdmin && recipe.draft ? <Button leftSection={<Zap size={16} />} loading={activate.isPending} onClick={() => activate.mutate()}>{t('recipes:activate')}</Button> : null}
        </Group>
      </Group>
    </Stack>
  )
}
