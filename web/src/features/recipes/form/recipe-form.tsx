import { Alert, Button, Group, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { decimal } from '@/lib/decimal'
import { DateInput } from '@/ui/date-input'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { createRecipe, editRecipe, recipeKinds, recipesOfKind, type Recipe, type RecipeContent, type RecipeKind } from '../api/recipes'
import { DraftCost } from './draft-cost'
import { FormulaLines } from './formula-lines'
import { blankShape, ShapeFields, type Shape } from './shape-fields'
import { StepFields } from './step-fields'

const line = (unit: string, quantity: string) => ({ item_id: null, recipe_id: null, quantity, unit, is_optional: false })
const blank: RecipeContent = { lines: [line('%', '100')], preferment: null, process_loss_percent: '2', mixer_min_kg: null, mixer_max_kg: null, rest_hours: '0', shapes: [], steps: [], yield_quantity: null }
const usual: Record<RecipeKind, { unit: string; quantity: string; loss: string }> = { dough: { unit: '%', quantity: '100', loss: '2' }, pre_ferment: { unit: '%', quantity: '100', loss: '2' }, filling: { unit: 'g', quantity: '', loss: '0' }, fixed: { unit: 'g', quantity: '', loss: '0' } }

const fixedShape: Shape = { ...blankShape, raw_weight_g: '0' }

/** Formula, losses, pieces and steps. A change opens a draft; the version in force stays until the draft is put in force and its day has come. */
export function RecipeForm({ recipe, onCancel, onSaved }: { recipe: Recipe | null; onCancel: () => void; onSaved: (recipe: Recipe) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: ferments } = useQuery(recipesOfKind('pre_ferment'))
  const [name, setName] = useState(recipe?.name ?? '')
  const [kind, setKind] = useState<RecipeKind>(recipe?.kind ?? 'dough')
  const [from, setFrom] = useState<string | null>(recipe?.draft?.effective_from ?? null)
  const [content, setContent] = useState<RecipeContent>(recipe?.draft?.content ?? recipe?.current?.content ?? blank)
  const first = useRef<HTMLInputElement>(null)
  // The recipe was read further down: its form begins at the top.
  useEffect(() => first.current?.focus(), [])
  const set = (change: Partial<RecipeContent>) => setContent((before) => ({ ...before, ...change }))
  const shapes = content.shapes ?? []
  const setShape = (index: number, change: Partial<Shape>) => set({ shapes: shapes.map((shape, position) => (position === index ? { ...shape, ...change } : shape)) })
  const save = useMutation({
    mutationFn: () => (recipe ? editRecipe(recipe.id, recipe.version, name.trim(), content, from) : createRecipe(name.trim(), kind, content, from)),
    onSuccess: async (saved) => { client.setQueryData(['recipes', 'recipe', saved.id], saved); await client.invalidateQueries({ queryKey: ['recipes'] }); showToast(t('recipes:saved', { name: saved.name })); onSaved(saved) },
  })
  const choose = (value: RecipeKind) => {
    setKind(value)
    // A filling and a fixed recipe are written in grams; a formula in percents of its flour.
    const { unit, quantity, loss } = usual[value]
    const begun = content.lines.some((row) => row.item_id || row.recipe_id)
    set({
      ...(begun ? { lines: content.lines.map((row) => (value === 'fixed' && row.unit === '%' ? { ...row, unit } : row)) } : { lines: [line(unit, quantity)], process_loss_percent: loss }),
      ...(value === 'fixed' ? { yield_quantity: content.yield_quantity ?? '10', shapes: [shapes[0] ?? fixedShape], preferment: null } : { yield_quantity: null, shapes: shapes.filter((shape) => shape.product_item_id) }),
    })
  }
  const named = (row: { item_id?: string | null; recipe_id?: string | null; quantity: string }) => (row.item_id ?? row.recipe_id) !== null && decimal(row.quantity).gt(0)
  const priced = content.lines.length > 0 && content.lines.every(named)
    && shapes.every((shape) => shape.product_item_id && (kind === 'fixed' || decimal(shape.raw_weight_g).gt(0)) && decimal(shape.baked_weight_g).gt(0) && (shape.extras ?? []).every(named))
    && content.lines.every((row) => (row.substitutions ?? []).every((one) => one.item_id && decimal(one.ratio).gt(0))) && (kind !== 'fixed' || shapes.length === 1)
  const complete = name.trim() !== '' && priced
  return (
    <Stack gap="md">
      {save.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput label={t('common:field.name')} withAsterisk maxLength={255} value={name} onChange={(event) => setName(event.currentTarget.value)} ref={first} data-autofocus />
        <Select label={t('recipes:field.kind')} disabled={recipe !== null} allowDeselect={false} data={recipeKinds.map((value) => ({ value, label: t(`recipes:kind.${value}`) }))} value={kind} onChange={(value) => value && choose(value as RecipeKind)} />
        <DateInput label={t('recipes:field.from')} value={from} onChange={setFrom} placeholder={t('recipes:from_today')} />
      </SimpleGrid>
      <FormulaLines kind={kind} recipeId={recipe?.id} lines={content.lines} onChange={(lines) => set({ lines })} />
      {kind === 'fixed' ? (
        <>
          <SimpleGrid cols={{ base: 2, xs: 3 }}>
            <QuantityInput label={t('recipes:field.yield')} unit="piece" value={content.yield_quantity ?? null} onChange={(value) => set({ yield_quantity: value })} />
            <QuantityInput label={t('recipes:field.loss')} unit="%" value={content.process_loss_percent} onChange={(value) => set({ process_loss_percent: value ?? '0' })} />
          </SimpleGrid>
          <ShapeFields shape={shapes[0] ?? fixedShape} onChange={(change) => set({ shapes: [{ ...(shapes[0] ?? fixedShape), ...change }] })} />
        </>
      ) : null}
      {kind === 'pre_ferment' ? <QuantityInput label={t('recipes:field.rest')} unit="h" maw={220} value={content.rest_hours} onChange={(value) => set({ rest_hours: value ?? '0' })} /> : null}
      {kind === 'filling' ? <QuantityInput label={t('recipes:field.loss')} unit="%" maw={220} value={content.process_loss_percent} onChange={(value) => set({ process_loss_percent: value ?? '0' })} /> : null}
      {kind === 'dough' ? (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select label={t('recipes:field.preferment')} clearable data={(ferments ?? []).map((row) => ({ value: row.id, label: row.name }))} value={content.preferment?.recipe_id ?? null} onChange={(value) => set({ preferment: value ? { recipe_id: value, flour_share_percent: content.preferment?.flour_share_percent ?? '20' } : null })} />
            <QuantityInput label={t('recipes:field.share')} unit="%" disabled={!content.preferment} value={content.preferment?.flour_share_percent ?? null} onChange={(value) => content.preferment && set({ preferment: { ...content.preferment, flour_share_percent: value ?? '0' } })} />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <QuantityInput label={t('recipes:field.loss')} unit="%" value={content.process_loss_percent} onChange={(value) => set({ process_loss_percent: value ?? '0' })} />
            <QuantityInput label={t('recipes:field.mixer_min')} unit="kg" value={content.mixer_min_kg ?? null} onChange={(value) => set({ mixer_min_kg: value })} />
            <QuantityInput label={t('recipes:field.mixer')} unit="kg" value={content.mixer_max_kg ?? null} onChange={(value) => set({ mixer_max_kg: value })} />
          </SimpleGrid>
          <div role="group" aria-label={t('recipes:shapes')}>
            <Title order={3} size="h5" mb={6}>{t('recipes:shapes')}</Title>
            {shapes.map((shape, index) => <ShapeFields key={index} shape={shape} onChange={(change) => setShape(index, change)} onRemove={() => set({ shapes: shapes.filter((_, position) => position !== index) })} />)}
            <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => set({ shapes: [...shapes, blankShape] })}>{t('recipes:add_shape')}</Button>
          </div>
        </>
      ) : null}
      <StepFields steps={content.steps ?? []} onChange={(steps) => set({ steps })} />
      <DraftCost recipeId={recipe?.id ?? null} kind={kind} content={content} isComplete={priced} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>{t('common:action.cancel')}</Button>
        <Button loading={save.isPending} disabled={!complete} onClick={() => save.mutate()}>{t('common:action.save')}</Button>
      </Group>
    </Stack>
  )
}
