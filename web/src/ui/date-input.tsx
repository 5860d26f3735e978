import { TextInput, type TextInputProps } from '@mantine/core'
import { CalendarDays } from 'lucide-react'
import { useEffect, useState } from 'react'
import { addDays, formatDay, parseDay, today, type BusinessDay } from '@/lib/dates'
import { useTexts } from './use-texts'

export interface DateInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'type'> {
  value: BusinessDay | null
  onChange: (value: BusinessDay | null) => void
}

/** Types like the trade writes: `1411`, `14/11`, `14`. Arrow up and down move by a day, with Shift by a week. */
export function DateInput({ value, onChange, error, ...rest }: DateInputProps) {
  const { t, timeZone, weekdayShort } = useTexts()
  const [text, setText] = useState(value ? formatDay(value) : '')
  const [bad, setBad] = useState(false)
  useEffect(() => { setText(value ? formatDay(value) : ''); setBad(false) }, [value])
  const settle = () => {
    if (text.trim() === '') { setBad(false); onChange(null); return }
    const parsed = parseDay(text, today(timeZone))
    setBad(parsed === null)
    if (parsed) { setText(formatDay(parsed)); onChange(parsed) }
  }
  return (
    <TextInput
      placeholder={t('common:input.date_placeholder')}
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={text}
      error={bad ? t('common:input.not_a_date') : error}
      leftSection={<CalendarDays size={16} aria-hidden />}
      rightSection={value && !bad ? <span className="numbers" style={{ fontSize: '0.8125rem', color: 'var(--mantine-color-dimmed)' }}>{weekdayShort(value)}</span> : null}
      rightSectionWidth={44}
      rightSectionPointerEvents="none"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        const base = parseDay(text, today(timeZone)) ?? today(timeZone)
        onChange(addDays(base, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 7 : 1)))
      }}
    />
  )
}
