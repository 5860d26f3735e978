import { TextInput, type TextInputProps } from '@mantine/core'
import { Clock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { parseTime } from '@/lib/times'
import { useTexts } from './use-texts'

export interface TimeInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'type'> {
  value: string | null
  onChange: (value: string | null) => void
}

/** Always 24 hours, whatever the browser's country; takes `530` and `5:30`. */
export function TimeInput({ value, onChange, error, ...rest }: TimeInputProps) {
  const { t } = useTexts()
  const shown = value?.slice(0, 5) ?? ''
  const [text, setText] = useState(shown)
  const [bad, setBad] = useState(false)
  useEffect(() => { setText(shown); setBad(false) }, [shown])
  const settle = () => {
    if (text.trim() === '') { setBad(false); onChange(null); return }
    const parsed = parseTime(text)
    setBad(parsed === null)
    if (parsed) { setText(parsed); onChange(parsed) }
  }
  return <TextInput placeholder="00:00" {...rest} inputMode="numeric" autoComplete="off" value={text} error={bad ? t('common:input.not_a_time') : error} leftSection={<Clock size={16} aria-hidden />} onChange={(event) => setText(event.currentTarget.value)} onBlur={settle} onKeyDown={(event) => { if (event.key === 'Enter') settle() }} />
}
