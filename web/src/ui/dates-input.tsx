import { Input, Pill } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatDay, type BusinessDay } from '@/lib/dates'
import { DateInput } from './date-input'
import { useTexts } from './use-texts'

/** A short list of days, e.g. the days a shop is closed. */
export function DatesInput({ label, description, error, disabled, value, onChange }: { label: ReactNode; description?: ReactNode; error?: ReactNode; disabled: boolean; value: BusinessDay[]; onChange: (value: BusinessDay[]) => void }) {
  const { t } = useTexts()
  const [next, setNext] = useState<BusinessDay | null>(null)
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      {value.length > 0 ? <Pill.Group mt={6} mb={6}>{value.map((day) => <Pill key={day} size="md" withRemoveButton={!disabled} removeButtonProps={{ 'aria-label': t('common:dates.remove', { day: formatDay(day) }), 'aria-hidden': false, tabIndex: 0 }} onRemove={() => onChange(value.filter((other) => other !== day))}>{formatDay(day)}</Pill>)}</Pill.Group> : null}
      {disabled ? null : <DateInput aria-label={t('common:dates.add')} placeholder={t('common:dates.add')} value={next} onChange={(day) => { if (day && !value.includes(day)) onChange([...value, day].sort()); setNext(null) }} />}
    </Input.Wrapper>
  )
}
