import { ActionIcon, Alert, Button, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { sum } from '@/lib/decimal'
import { formatPercent } from '@/lib/format'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { createRecipe, editRecipe, preFerments, type Recipe, type RecipeContent, type RecipeKind } from './api/recipes'
import classes from './recipe-form.module.css'

type Line = RecipeContent['lines'][number]
type Shape = NonNullable<RecipeContent['shapes']>[number]

const blank = { lines: [{ item_id: '', quantity: '100', unit: '%', notes: null }], preferment: null, process_loss_percent: '2', mixer_min_kg: null, mixer_max_kg: null, rest_hours: '0', shapes: [], steps: [] } as unknown as RecipeContent

/** Formula in baker's percentages, the pre-ferment's share and the pieces that are shaped from it. A change opens a draft; the version in force stays until it is activated. */
export function RecipeForm({ recipe, onCancel, onSaved }: { recipe: Recipe | null; onCancel: () => void; onSaved: (recipe: Recipe) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const items = useItemNames()
  const { data: ferments } = useQuery(preFerments())
  const [name, setName] = useState(recipe?.name ?? '')
  const [kind, setKind] = useState<RecipeKind>(recipe?.kind ?? 'dough')
  const [content, setContent] = useState<RecipeContent>(recipe?.draft?.content ?? recipe?.current?.content ?? blank)
  const set = (change: Partial<RecipeContent>) => setContent((before) => ({ ...before, ...change }))
  const setLine = (index: number, change: Partial<Line>) => set({ lines: content.lines.map((line, position) => (position === index ? { ...line, ...change } : line)) })
  const shapes = content.shapes ?? []
  const setShape = (index: number, change: Partial<Shape>) => set({ shapes: shapes.map((shape, position) => (position === index ? { ...shape, ...change } : shape)) })
  const save = useMutation({
    mutationFn: () => (recipe ? editRecipe(recipe.id, recipe.version, name.trim(), content) : createRecipe(name.trim(), kind, content)),
    onSuccess: async (saved) => { client.setQueryData(['recipes', 'recipe', saved.id], saved); await client.invalidateQueries({ queryKey: ['recipes'] }); showToast(t('recipes:saved', { name: saved.name })); onSaved(saved) },
  })
  const ingredients = [...items.values()].filter((item) => item.item_type === 'ingredient').map((item) => ({ value: item.id, label: item.name }))
  const products = [...items.values()].filter((item) => item.item_type === 'finished_product').map((item) => ({ value: item.id, label: item.name }))
  const complete = name.trim() !== '' && content.lines.length > 0 && content.lines.every((line) => line.item_id && line.quantity) && shapes.every((shape) => shape.product_item_id && Number(shape.raw_weight_g) > 0 && Number(shape.baked_weight_g) > 0)
  return (
    <Stack gap="md">
      {save.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t('common:field.name')} withAsterisk maxLength={255} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Select label={t('recipes:field.kind')} disabled={recipe !== null} data={(['dough', 'pre_ferment'] as const).map((value) => ({ value, label: t(`recipes:kind.${value}`) }))} value={kind} onChange={(value) => value && setKind(value as RecipeKind)} />
      </SimpleGrid>
      <div role="group" aria-label={t('recipes:lines')}>
        <Title order={3} size="h5" mb={6}>{t('recipes:lines')}</Title>
        {content.lines.map((line, index) => (
          <div key={index} className={classes.line}>
            <Select aria-label={t('recipes:field.ingredient')} placeholder={t('recipes:field.ingredient')} searchable data={ingredients} value={line.item_id || null} onChange={(value) => value && setLine(index, { item_id: value })} />
            <QuantityInput aria-label={`${t('recipes:field.percent')}: ${items.get(line.item_id)?.name ?? ''}`} unit={line.unit ?? "%"} value={line.quantity || null} onChange={(value) => setLine(index, { quantity: value ?? '' })} />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${items.get(line.item_id)?.name ?? ''}`} onClick={() => set({ lines: content.lines.filter((_, position) => position !== index) })}><Trash2 size={17} /></ActionIcon>
          </div>
        ))}
        <Group justify="space-between"><Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => set({ lines: [...content.lines, { item_id: '', quantity: '', unit: '%', notes: null }] })}>{t('recipes:add_line')}</Button><Text size="sm" fw={650} className="numbers">{t('recipes:total')}: {formatPercent(sum(content.lines.filter((line) => line.unit === '%').map((line) => line.quantity)).toFixed(), 2)}</Text></Group>
      </div>
      {kind === 'dough' ? (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select label={t('recipes:field.preferment')} clearable data={(ferments ?? []).map((row) => ({ value: row.id, label: row.name }))} value={content.preferment?.recipe_id ?? null} onChange={(value) => set({ preferment: value ? { recipe_id: value, flour_share_percent: content.preferment?.flour_share_percent ?? '20' } : null })} />
            <QuantityInput label={t('recipes:field.share')} unit="%" disabled={!content.preferment} value={content.preferment?.flour_share_percent ?? null} onChange={(value) => content.preferment && set({ preferment: { ...content.preferment, flour_share_percent: value ?? '0' } })} />
            <QuantityInput label={t('recipes:field.loss')} unit="%" value={content.process_loss_percent} onChange={(value) => set({ process_loss_percent: value ?? '0' })} />
            <QuantityInput label={t('recipes:field.mixer')} unit="kg" value={content.mixer_max_kg ?? null} onChange={(value) => set({ mixer_max_kg: value as string })} />
          </SimpleGrid>
          <div role="group" aria-label={t('recipes:shapes')}>
            <Title order={3} size="h5" mb={6}>{t('recipes:shapes')}</Title>
            {shapes.map((shape, index) => (
              <div key={index} className={classes.shape}>
                <Select label={t('recipes:field.product')} searchable data={products} value={shape.product_item_id || null} onChange={(value) => value && setShape(index, { product_item_id: value })} />
                <QuantityInput label={t('recipes:field.raw')} unit="g" value={shape.raw_weight_g} onChange={(value) => setShape(index, { raw_weight_g: value ?? '' })} />
                <QuantityInput label={t('recipes:field.baked')} unit="g" value={shape.baked_weight_g} onChange={(value) => setShape(index, { baked_weight_g: value ?? '' })} />
                <QuantityInput label={t('recipes:field.multiple')} unit="" value={String(shape.pieces_multiple)} onChange={(value) => setShape(index, { pieces_multiple: Math.max(1, Math.round(Number(value ?? 1))) })} />
                <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${items.get(shape.product_item_id)?.name ?? ''}`} onClick={() => set({ shapes: shapes.filter((_, position) => position !== index) })}><Trash2 size={17} /></ActionIcon>
              </div>
            ))}
            <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => set({ shapes: [...shapes, { product_item_id: '', raw_weight_g: '', baked_weight_g: '', pieces_multiple: 1, multiple_rounding: 'up', labour_minutes: '0', energy_kwh: '0', extras: [] }] })}>{t('recipes:add_shape')}</Button>
          </div>
        </>
      ) : <QuantityInput label={t('recipes:field.rest')} unit="h" maw={220} value={content.rest_hours} onChange={(value) => set({ rest_hours: value ?? '0' })} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>{t('common:action.cancel')}</Button>
        <Button loading={save.isPending} disabled={!complete} onClick={() => save.mutate()}>{t('common:action.save')}</Button>
      </Group>
    </Stack>
  )
}
