import { ActionIcon, Button, Group, SegmentedControl, Select, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Droplets, Lock, LockOpen, MoreHorizontal, Plus, Trash2, Weight } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { decimal, sum } from '@/lib/decimal'
import { formatPercent, formatQuantity } from '@/lib/format'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { resolveFormula, type RecipeKind } from '../api/recipes'
import { ComponentSelect, useComponentName } from './component-select'
import { LineDetails, type Line } from './line-details'
import classes from './recipe-form.module.css'

const units = ['%', 'g', 'kg'] as const
/** A fixed recipe says of each line what it is measured in. */
const measures = ['g', 'kg', 'ml', 'l', 'cup', 'tbsp', 'tsp', 'piece'] as const

/** The lines of a formula. What is locked stays when another hydration or another weight is asked for. */
export function FormulaLines({ kind, recipeId, lines, onChange }: { kind: RecipeKind; recipeId: string | undefined; lines: Line[]; onChange: (lines: Line[]) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const items = useItemNames()
  const nameOf = useComponentName()
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<string | null>(null)
  const [detailed, setDetailed] = useState<number | null>(null)
  const isFixed = kind === 'fixed'
  const unit = units.find((candidate) => candidate === lines[0]?.unit) ?? '%'
  const inPercent = unit === '%' && !isFixed
  const setLine = (index: number, change: Partial<Line>) => onChange(lines.map((line, position) => (position === index ? { ...line, ...change } : line)))
  const item = (line: Line) => items.get(line.item_id ?? '')
  const isFlour = (line: Line) => item(line)?.ingredient_category === 'flour' && item(line)?.counts_as_flour !== false
  // Water from the tap is not kept in stock; whatever else is wet counts as itself.
  const isWater = (line: Line) => item(line)?.stock_tracked === false
  const key = (line: Line) => line.item_id ?? line.recipe_id ?? ''
  const flour = sum(lines.filter(isFlour).map((line) => line.quantity))
  const water = sum(lines.filter(isWater).map((line) => line.quantity))
  const hydrates = kind !== 'filling' && !isFixed && flour.gt(0) && water.gt(0)
  const choose = (index: number, component: { item_id?: string | null; recipe_id?: string | null }) => {
    const counted = ['piece', 'unit'].includes(items.get(component.item_id ?? '')?.stock_unit ?? '')
    setLine(index, { ...component, ...(isFixed ? { unit: counted ? 'piece' : lines[index]?.unit === 'piece' ? 'g' : lines[index]!.unit } : {}) })
  }
  const remove = (index: number) => { setDetailed(null); onChange(lines.filter((_, position) => position !== index)) }
  const solve = useMutation({
    mutationFn: (value: string) => resolveFormula(lines.map((line) => ({ item_id: key(line), amount: line.quantity, is_flour: isFlour(line), is_water: isWater(line), is_locked: locked.has(key(line)) })), inPercent ? { hydration_percent: value } : { target_kg: unit === 'g' ? decimal(value).times(1000).toFixed() : value }),
    onSuccess: (solved) => { onChange(lines.map((line, index) => ({ ...line, quantity: decimal(solved.lines[index]?.amount).round(inPercent ? 3 : 4).toFixed() }))); setWanted(null) },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  return (
    <div role="group" aria-label={t('recipes:lines')}>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h5">{t('recipes:lines')}</Title>
        {isFixed ? null : <SegmentedControl size="xs" aria-label={t('recipes:written_in')} data={units.map((value) => ({ value, label: value }))} value={unit} onChange={(value) => onChange(lines.map((line) => ({ ...line, unit: value })))} />}
      </Group>
      {lines.map((line, index) => (
        <div key={index}>
          <div className={classes.line}>
            <ComponentSelect value={line} withFillings={kind === 'filling' || isFixed} ofPieces={isFixed} except={recipeId} onChange={(component) => choose(index, component)} />
            <QuantityInput aria-label={`${t(inPercent ? 'recipes:field.percent' : isFixed ? 'recipes:field.quantity' : 'recipes:field.weight')}: ${nameOf(line)}`} unit={isFixed ? '' : line.unit} value={line.quantity || null} onChange={(value) => setLine(index, { quantity: value ?? '' })} />
            {isFixed ? (
              <Select aria-label={`${t('recipes:field.unit')}: ${nameOf(line)}`} allowDeselect={false} data={measures.map((value) => ({ value, label: t(`common:unit.${value}`) }))} value={line.unit} onChange={(value) => value && setLine(index, { unit: value })} />
            ) : (
              <ActionIcon variant={locked.has(key(line)) ? 'light' : 'subtle'} color={locked.has(key(line)) ? 'crust' : 'gray'} size="lg" aria-pressed={locked.has(key(line))} aria-label={`${t('recipes:lock_line')}: ${nameOf(line)}`} onClick={() => setLocked((before) => { const next = new Set(before); if (!next.delete(key(line))) next.add(key(line)); return next })}>
                {locked.has(key(line)) ? <Lock size={16} /> : <LockOpen size={16} />}
              </ActionIcon>
            )}
            <ActionIcon variant={isTold(line) ? 'light' : 'subtle'} color={isTold(line) ? 'crust' : 'gray'} size="lg" aria-expanded={detailed === index} aria-label={`${t('recipes:line_details')}: ${nameOf(line)}`} onClick={() => setDetailed(detailed === index ? null : index)}><MoreHorizontal size={17} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${nameOf(line)}`} onClick={() => remove(index)}><Trash2 size={17} /></ActionIcon>
          </div>
          {detailed === index ? <LineDetails line={line} kind={kind} name={nameOf(line)} onChange={(change) => setLine(index, change)} /> : null}
        </div>
      ))}
      <Group justify="space-between" align="center">
        <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => onChange([...lines, { item_id: null, recipe_id: null, quantity: '', unit: isFixed ? 'g' : unit, is_optional: false }])}>{t('recipes:add_line')}</Button>
        {isFixed ? null : <Text size="sm" fw={650} className="numbers">
          {t('recipes:total')}: {inPercent ? formatPercent(sum(lines.map((line) => line.quantity)).toFixed(), 2) : formatQuantity(sum(lines.map((line) => line.quantity)).toFixed(), unit)}
          {hydrates ? ` · ${t('recipes:hydration')}: ${formatPercent(water.div(flour).times(100).toFixed(4), 1)}` : ''}
        </Text>}
      </Group>
      {(inPercent && hydrates) || (!inPercent && !isFixed && lines.every((line) => line.quantity)) ? (
        <Group gap="xs" align="end" mt="xs">
          <QuantityInput w={150} size="sm" label={t(inPercent ? 'recipes:hydration' : 'recipes:total_weight')} unit={inPercent ? '%' : 'kg'} value={wanted} onChange={setWanted} onKeyDown={(event) => { if (event.key === 'Enter' && wanted) { event.preventDefault(); solve.mutate(wanted) } }} />
          <Button size="sm" variant="default" leftSection={inPercent ? <Droplets size={15} /> : <Weight size={15} />} disabled={!wanted || !decimal(wanted).gt(0)} loading={solve.isPending} onClick={() => wanted && solve.mutate(wanted)}>{t('recipes:solve')}</Button>
          <Text size="xs" c="dimmed">{t('recipes:solve_help')}</Text>
        </Group>
      ) : null}
    </div>
  )
}

const isTold = (line: Line) => Boolean(line.preparation_method || line.group || line.notes || line.is_optional || line.substitutions?.length)
