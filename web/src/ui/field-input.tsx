import { Chip, Group, Input, MultiSelect, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { DateInput } from './date-input'
import { DecimalInput } from './decimal-input'
import type { Field } from './field'
import { DatesInput } from './dates-input'
import { HoursInput, type Hours } from './hours-input'
import { QuantityInput } from './quantity-input'
import { TimeInput } from './time-input'
import { useTexts } from './use-texts'

export const weekdayCodes = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** One field of an entity form. */
export function FieldInput({ field, value, onChange, error, readOnly, first }: { field: Field; value: unknown; onChange: (value: unknown) => void; error?: string | undefined; readOnly?: boolean | undefined; first?: boolean | undefined }) {
  const { t } = useTexts()
  const shared = { label: field.label, description: field.help, error, withAsterisk: field.required ?? false, disabled: readOnly ?? false, name: field.name, ...(first ? { 'data-autofocus': true } : {}) }
  const text = (value as string | null) ?? ''
  const list = (value as string[] | null) ?? []
  switch (field.kind) {
    case 'textarea':
      return <Textarea {...shared} value={text} autosize minRows={2} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'decimal':
      return <DecimalInput {...shared} value={(value as string | null) ?? null} onChange={onChange} />
    case 'money':
    case 'price':
      return <QuantityInput {...shared} unit={field.unit ?? '€'} decimals={2} value={(value as string | null) ?? null} onChange={onChange} />
    case 'quantity':
      return <QuantityInput {...shared} unit={field.unit ?? ''} value={(value as string | null) ?? null} onChange={onChange} />
    case 'integer':
      return <QuantityInput {...shared} unit={field.unit ?? ''} value={value === null || value === undefined ? null : String(value)} onChange={(next) => onChange(next === null ? null : Math.round(Number(next)))} />
    case 'select':
      return <Select {...shared} clearable={!field.required} searchable={(field.options?.length ?? 0) > 8} nothingFoundMessage={t('common:table.no_match')} data={field.options ?? []} value={(value as string | null) ?? null} onChange={(next) => onChange(next)} />
    case 'multiselect':
      return <MultiSelect {...shared} searchable={(field.options?.length ?? 0) > 8} nothingFoundMessage={t('common:table.no_match')} data={field.options ?? []} value={list} onChange={onChange} hidePickedOptions />
    case 'tags':
      return <TagsInput {...shared} value={list} onChange={onChange} />
    case 'date':
      return <DateInput {...shared} value={(value as string | null) ?? null} onChange={onChange} />
    case 'time':
      return <TimeInput {...shared} value={text || null} onChange={onChange} />
    case 'switch':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} mt="xs" />
    case 'weekdays':
      return (
        <Input.Wrapper label={field.label} description={field.help} error={error} withAsterisk={field.required ?? false} labelElement="div">
          <Chip.Group multiple value={list.map(String)} onChange={(next) => onChange(next.map(Number).sort())}>
            <Group gap={6} mt={4}>{[1, 2, 3, 4, 5, 6, 7].map((day) => <Chip key={day} value={String(day)} size="sm" radius="sm" disabled={readOnly ?? false}>{t(`common:weekday_short.${day}`)}</Chip>)}</Group>
          </Chip.Group>
        </Input.Wrapper>
      )
    case 'hours':
      return <HoursInput label={field.label} description={field.help} error={error} disabled={readOnly ?? false} value={(value as Hours | null) ?? {}} onChange={onChange} />
    case 'dates':
      return <DatesInput label={field.label} description={field.help} error={error} disabled={readOnly ?? false} value={list} onChange={onChange} />
    default:
      return <TextInput {...shared} type={field.kind === 'email' ? 'email' : field.kind === 'phone' ? 'tel' : 'text'} {...(field.maxLength ? { maxLength: field.maxLength } : {})} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}
