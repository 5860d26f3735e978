import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { editableDecimal, formatNumber } from '@/lib/format'
import { parseDecimal, type DecimalText } from '@/lib/decimal'
import { useTexts } from './use-texts'

export interface DecimalInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'type'> {
  value: DecimalText | null
  onChange: (value: DecimalText | null) => void
  /** Decimals shown when the field is left, e.g. 2 for money. */
  decimals?: number
}

/** Takes `12,5` and `12.5`; what is not a number stays on screen with a hint and is never thrown away. */
export function DecimalInput({ value, onChange, decimals, error, onBlur, onFocus, ...rest }: DecimalInputProps) {
  const { t } = useTexts()
  const shown = (decimal: DecimalText | null) => (decimal === null || decimals === undefined ? editableDecimal(decimal) : formatNumber(decimal, decimals, 4).replace(/\./g, ''))
  const [text, setText] = useState(() => shown(value))
  const [focused, setFocused] = useState(false)
  const [bad, setBad] = useState(false)
  useEffect(() => {
    if (!focused && !bad) setText(shown(value))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the text follows the value only while nobody types
  }, [value, focused])
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={bad ? t('common:input.not_a_number') : error}
      onFocus={(event) => { setFocused(true); event.currentTarget.select(); onFocus?.(event) }}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const parsed = parseDecimal(typed)
        setBad(typed.trim() !== '' && typed.trim() !== '-' && parsed === null)
        if (parsed !== null || typed.trim() === '') onChange(parsed)
      }}
      onBlur={(event) => { setFocused(false); onBlur?.(event) }}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
    />
  )
}
