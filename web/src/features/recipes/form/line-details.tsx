import { ActionIcon, Button, Checkbox, Group, Text, TextInput } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import type { RecipeContent, RecipeKind } from '../api/recipes'
import { ComponentSelect, useComponentName } from './component-select'
import classes from './recipe-form.module.css'

export type Line = RecipeContent['lines'][number]
type Substitution = NonNullable<Line['substitutions']>[number]

/** What is said of a line besides its quantity: how it is prepared, whether it may be left out, and what may take its place. */
export function LineDetails({ line, kind, name, onChange }: { line: Line; kind: RecipeKind; name: string; onChange: (change: Partial<Line>) => void }) {
  const { t } = useTexts()
  const nameOf = useComponentName()
  const substitutions = line.substitutions ?? []
  const set = (index: number, change: Partial<Substitution>) => onChange({ substitutions: substitutions.map((one, position) => (position === index ? { ...one, ...change } : one)) })
  return (
    <div className={classes.details} role="group" aria-label={`${t('recipes:line_details')}: ${name}`}>
      <div className={classes.facts}>
        <TextInput label={t('recipes:field.method')} maxLength={255} value={line.preparation_method ?? ''} onChange={(event) => onChange({ preparation_method: event.currentTarget.value || null })} />
        <TextInput label={t('recipes:field.group')} maxLength={40} value={line.group ?? ''} onChange={(event) => onChange({ group: event.currentTarget.value || null })} />
        <TextInput label={t('recipes:field.notes')} maxLength={2000} value={line.notes ?? ''} onChange={(event) => onChange({ notes: event.currentTarget.value || null })} />
        <Checkbox label={t('recipes:field.optional')} checked={line.is_optional ?? false} onChange={(event) => onChange({ is_optional: event.currentTarget.checked })} pb={9} />
      </div>
      {line.item_id ? (
        <>
          <Text size="sm" fw={600} mt={8} mb={4}>{t('recipes:substitutes')}</Text>
          {substitutions.map((one, index) => (
            <div key={index} className={classes.extra}>
              <ComponentSelect value={{ item_id: one.item_id || null }} label={t('recipes:field.substitute')} ofPieces={kind === 'fixed'} onChange={({ item_id }) => item_id && set(index, { item_id })} />
              <QuantityInput aria-label={`${t('recipes:field.ratio')}: ${nameOf(one)}`} unit="×" value={one.ratio || null} onChange={(value) => set(index, { ratio: value ?? '' })} />
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${nameOf(one)}`} onClick={() => onChange({ substitutions: substitutions.filter((_, position) => position !== index) })}><Trash2 size={17} /></ActionIcon>
            </div>
          ))}
          <Group gap="xs">
            <Button size="compact-sm" variant="subtle" leftSection={<Plus size={15} />} onClick={() => onChange({ substitutions: [...substitutions, { item_id: '', ratio: '1' }] })}>{t('recipes:add_substitute')}</Button>
            <Text size="xs" c="dimmed">{t('recipes:ratio_help')}</Text>
          </Group>
        </>
      ) : null}
    </div>
  )
}
