import { ActionIcon, Button, Select, TextInput, Title } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import type { RecipeContent } from '../api/recipes'
import classes from './recipe-form.module.css'

type Step = NonNullable<RecipeContent['steps']>[number]

const machines = ['mixer', 'divider', 'laminator', 'proofer', 'retarder', 'oven', 'cooler', 'packer'] as const
const stages = ['soaking', 'pre_ferment', 'mixing', 'bulk', 'dividing', 'shaping', 'proofing', 'cooling', 'lamination', 'scoring', 'baking', 'cooling_out', 'finishing', 'packing'] as const

/** How it is worked, stage by stage: the schedule and the floor follow it. */
export function StepFields({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const { t } = useTexts()
  const number = (list: Step[]) => list.map((step, index) => ({ ...step, order: index + 1 }))
  const set = (index: number, change: Partial<Step>) => onChange(steps.map((step, position) => (position === index ? { ...step, ...change } : step)))
  return (
    <div role="group" aria-label={t('recipes:steps')}>
      <Title order={3} size="h5" mb={6}>{t('recipes:steps')}</Title>
      {steps.map((step, index) => (
        <div key={index} className={classes.step}>
          <Select aria-label={`${t('recipes:field.stage')} ${index + 1}`} data={stages.map((value) => ({ value, label: t(`floor:stage.${value}`) }))} value={step.stage} onChange={(value) => value && set(index, { stage: value })} />
          <QuantityInput aria-label={`${t('recipes:field.minutes')}: ${t(`floor:stage.${step.stage}`)}`} unit="min" value={String(step.minutes)} onChange={(value) => set(index, { minutes: Math.max(0, Math.round(Number(value ?? 0))) })} />
          <QuantityInput aria-label={`${t('recipes:field.active_minutes')}: ${t(`floor:stage.${step.stage}`)}`} placeholder={t('recipes:field.active_minutes')} unit="min" value={step.active_minutes == null ? null : String(step.active_minutes)} onChange={(value) => set(index, { active_minutes: value === null ? null : Math.max(0, Math.round(Number(value))) })} />
          <QuantityInput aria-label={`${t('recipes:field.temperature')}: ${t(`floor:stage.${step.stage}`)}`} unit="°C" value={step.temp_c ?? null} onChange={(value) => set(index, { temp_c: value })} />
          <Select aria-label={`${t('recipes:field.machine')}: ${t(`floor:stage.${step.stage}`)}`} placeholder={t('recipes:usual_machine')} clearable data={machines.map((value) => ({ value, label: t(`floor:equipment_kind.${value}`) }))} value={step.equipment_kind ?? null} onChange={(value) => set(index, { equipment_kind: value })} />
          <TextInput aria-label={`${t('recipes:field.instruction')}: ${t(`floor:stage.${step.stage}`)}`} placeholder={t('recipes:field.instruction')} maxLength={1000} value={step.instruction ?? ''} onChange={(event) => set(index, { instruction: event.currentTarget.value || null })} />
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('recipes:remove_line')}: ${t(`floor:stage.${step.stage}`)}`} onClick={() => onChange(number(steps.filter((_, position) => position !== index)))}><Trash2 size={17} /></ActionIcon>
        </div>
      ))}
      <Button variant="subtle" leftSection={<Plus size={16} />} onClick={() => onChange(number([...steps, { order: 0, stage: stages.find((stage) => steps.every((step) => step.stage !== stage)) ?? 'mixing', minutes: 15, temp_c: null, instruction: null, active_minutes: null, equipment_kind: null }]))}>{t('recipes:add_step')}</Button>
    </div>
  )
}
