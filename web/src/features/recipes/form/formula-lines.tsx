import { ActionIcon, Button, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Droplets, Lock, LockOpen, Plus, Trash2, Weight } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { decimal, sum } from '@/lib/decimal'
import { formatPercent, formatQuantity } from '@/lib/format'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { resolveFormula, type RecipeContent, type RecipeKind } from '../api/recipes'
import { ComponentSelect, useComponentName } from './component-select'
import classes from './recipe-form.module.css'

type Line = RecipeContent['lines'][number]

const units = ['%', 'g', 'kg'] as const

/** The lines of a formula. What is locked stays when another hydration or another weight is asked for. */
export function FormulaLines({ kind, recipeId, lines, onChange }: { kind: RecipeKind; recipeId: string | undefined; lines: Line[]; onChange: (lines: Line[]) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const items = useItemNames()
  const nameOf = useComponentName()
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<string | null>(null)
  const unit = units.find((candidate) => candidate === lines[0]?.unit) ?? '%'
  const inPercent = unit === '%'
  const setLine = (index: number, change: Partial<Line>) => onChange(lines.map((line, position) => (position === index ? { ...line, ...change } : line)))
  const item = (line: Line) => items.get(line.item_id ?? '')
  const isFlour = (line: Line) => item(line)?.ingredient_category === 'flour' && item(line)?.counts_as_flour !== false
  // Water from the tap is not kept in stock; whatever else is wet counts as itself.
  const isWater = (line: Line) => item(line)?.stock_tracked === false
  const key = (line: Line) => line.item_id ?? line.recipe_id ?? ''
  const flour = sum(lines.filter(isFlour).map((line) => line.quantity))
  const water = sum(lines.filter(isWater).map((line) => line.quantity))
  const hydrates = kind !== 'filling' && flour.gt(0) && water.gt(0)
  const solve = useMutation({
    mutationFn: (value: string) => resolveFormula(lines.map((line) => ({ item_id: key(line), amount: line.quantity, is_flour: isFlour(line), is_water: isWater(line), is_locked: locked.has(key(line)) })), inPercent ? { hydration_percent: value } : { target_kg: unit === 'g' ? decimal(value).times(1000).toFixed() : value }),
    onSuccess: (solved) => { onChange(lines.map((line, index) => ({ ...line, quantity: decimal(solved.lines[index]?.amount).round(inPercent ? 3 : 4).toFixed() }))); setWanted(null) },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  return (
    <div role="group" aria-label={t('recipes:lines')}>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h5">{t('recipes:lines')}</Title>
        <SegmentedControl size="xs" aria-label={t('recipes:written_in')} data={units.map((value) => ({ value, label: value }))} value={unit} onChange={(value) => onChange(lines.map((line) => ({ ...line, unit: value })))} />
      </Group>
      {lines.map((line, index) => (
        <div key={index} className={classes.line}>
          <ComponentSelect value={line} withFillings={kind === 'filling'} except={recipeId} onChange={(component) => setLine(index, component)} />
          <QuantityInput aria-label={`${t(inPercent ? 'recipes:field.percent' : 'recipes:field.weight')}: ${nameOf(line)}`} unit={line.unit} value={line.quantity || null} onChange={(value) => setLine(index, { quantity: value ?? '' })} />
          <ActionIcon variant={locked.has(key(line)) ? 'light' : 'subtle'} color={locked.has(key(line)) ? 'crust' : 'gray'} size="lg" aria-pressed={locked.has(key(line))} aria-label={`${t('recipes:lock_line')}: ${nameOf(line)}`} onClick={() => setLocked((before) => { const next = new Set(before); if (!next.delete(key(line))) next.add(key(line)); return next })}>
            {locked.has(key(line)) ? <Lock size={16} /> : <LockOpen size={16} />}
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${nameOf(line)}`} onClick={() => onChange(lines.filter((_, position) => position !== index))}><Trash2 size={17} /></ActionIcon>
        </div>
      ))}
      <Group justify="space-between" align="center">
        <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => onChange([...lines, { item_id: null, recipe_id: null, quantity: '', unit, notes: null }])}>{t('recipes:add_line')}</Button>
        <Text size="sm" fw={650} className="numbers">
          {t('recipes:total')}: {inPercent ? formatPercent(sum(lines.map((line) => line.quantity)).toFixed(), 2) : formatQuantity(sum(lines.map((line) => line.quantity)).toFixed(), unit)}
          {hydrates ? ` · ${t('recipes:hydration')}: ${formatPercent(water.div(flour).times(100).toFixed(4), 1)}` : ''}
        </Text>
      </Group>
      {(inPercent && hydrates) || (!inPercent && lines.every((line) => line.quantity)) ? (
        <Group gap="xs" align="end" mt="xs">
          <QuantityInput w={150} size="sm" label={t(inPercent ? 'recipes:hydration' : 'recipes:total_weight')} unit={inPercent ? '%' : 'kg'} value={wanted} onChange={setWanted} onKeyDown={(event) => { if (event.key === 'Enter' && wanted) { event.preventDefault(); solve.mutate(wanted) } }} />
          <Button size="sm" variant="default" leftSection={inPercent ? <Droplets size={15} /> : <Weight size={15} />} disabled={!wanted || !decimal(wanted).gt(0)} loading={solve.isPending} onClick={() => wanted && solve.mutate(wanted)}>{t('recipes:solve')}</Button>
          <Text size="xs" c="dimmed">{t('recipes:solve_help')}</Text>
        </Group>
      ) : null}
    </div>
  )
}
