import { ActionIcon, Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { itemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { DecimalInput } from '@/ui/decimal-input'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { useTexts } from '@/ui/use-texts'
import { saveTemplate, type Criterion, type QualityTemplate } from './api/quality'
import { stages } from './stages'

const kinds = ['product_quality', 'process_hygiene', 'equipment', 'safety', 'cleaning', 'temperature', 'documentation']
const blank: Criterion = { name: '', weight: '1', type: 'score', min: null, max: null, unit: null, is_critical: false }

/** A template: for which products, at which stage, and what is looked at. */
export function TemplateDialog({ template, onClose }: { template: QualityTemplate | null; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data: items } = useQuery(itemNames())
  const [criteria, setCriteria] = useState<Criterion[]>(template?.criteria ?? [{ ...blank }])
  const choices = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`floor:${group}.${value}`) }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    { name: 'kind', kind: 'select', label: t('floor:quality.kind'), required: true, fixed: true, half: true, options: choices('template_kind', kinds) },
    { name: 'stage', kind: 'select', label: t('floor:quality.stage'), half: true, options: choices('stage', stages) },
    { name: 'product_item_ids', kind: 'multiselect', label: t('floor:quality.products'), help: t('floor:quality.products_help'), options: (items ?? []).filter((item) => item.item_type === 'finished_product').map((item) => ({ value: item.id, label: item.name })) },
    { name: 'sample_size', kind: 'integer', label: t('floor:quality.sample'), required: true, half: true },
    { name: 'threshold', kind: 'decimal', label: t('floor:quality.threshold'), required: true, half: true },
    { name: 'is_active', kind: 'switch', label: t('floor:quality.in_use') },
  ]
  const change = (index: number, part: Partial<Criterion>) => setCriteria((before) => before.map((old, at) => (at === index ? { ...old, ...part } : old)))
  return (
    <EntityModal
      title={template ? `${template.code} · ${template.name}` : t('floor:quality.new_template')}
      fields={fields}
      initial={template ? Object.fromEntries(fields.map((field) => [field.name, template[field.name as keyof QualityTemplate]])) : { kind: 'product_quality', stage: 'baking', product_item_ids: [], sample_size: 3, threshold: '7', is_active: true }}
      version={template?.version}
      draftKey={`template:${template?.id ?? 'new'}`}
      readOnly={!isAdmin}
      savedText={t('floor:quality.template_saved')}
      save={async (values, version) => { await saveTemplate(template?.id ?? null, { ...values, recipe_ids: template?.recipe_ids ?? [], criteria } as Partial<QualityTemplate>, version); await client.invalidateQueries({ queryKey: ['production'] }) }}
      onClose={onClose}
    >
      <Stack gap="sm" mt="md">
        <Text fw={600}>{t('floor:quality.criteria')}</Text>
        {criteria.map((criterion, index) => (
          <Stack key={index} gap={6} role="group" aria-label={criterion.name || t('floor:quality.criterion')}>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput style={{ flex: 1 }} label={t('floor:quality.criterion')} value={criterion.name} disabled={!isAdmin} maxLength={120} onChange={(event) => change(index, { name: event.currentTarget.value })} />
              {isAdmin && criteria.length > 1 ? <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('floor:quality.remove', { name: criterion.name })} onClick={() => setCriteria((before) => before.filter((_, at) => at !== index))}><X size={16} /></ActionIcon> : null}
            </Group>
            <Group gap="xs" align="end" grow preventGrowOverflow={false}>
              <Select label={t('floor:quality.answer')} disabled={!isAdmin} allowDeselect={false} data={choices('criterion_type', ['score', 'boolean', 'measurement'])} value={criterion.type} onChange={(value) => change(index, { type: value ?? 'score' })} />
              <DecimalInput label={t('floor:quality.weight')} disabled={!isAdmin} value={criterion.weight} onChange={(value) => change(index, { weight: value ?? '1' })} />
              {criterion.type === 'measurement' ? <>
                <DecimalInput label={t('floor:quality.min')} disabled={!isAdmin} value={criterion.min ?? null} onChange={(value) => change(index, { min: value })} />
                <DecimalInput label={t('floor:quality.max')} disabled={!isAdmin} value={criterion.max ?? null} onChange={(value) => change(index, { max: value })} />
                <TextInput label={t('floor:quality.unit')} disabled={!isAdmin} value={criterion.unit ?? ''} maxLength={10} onChange={(event) => change(index, { unit: event.currentTarget.value || null })} />
              </> : null}
            </Group>
            <Switch label={t('floor:quality.critical')} disabled={!isAdmin} checked={criterion.is_critical ?? false} onChange={(event) => change(index, { is_critical: event.currentTarget.checked })} />
          </Stack>
        ))}
        {isAdmin ? <Group><Button variant="default" size="compact-md" leftSection={<Plus size={15} />} onClick={() => setCriteria((before) => [...before, { ...blank }])}>{t('floor:quality.add')}</Button></Group> : null}
      </Stack>
    </EntityModal>
  )
}
