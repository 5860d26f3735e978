import { Text } from '@mantine/core'
import { DecimalInput, type DecimalInputProps } from './decimal-input'
import { useTexts } from './use-texts'

/** A decimal with its unit beside it: a code of ours gets its word (a field for pieces may hold many), a sign such as € stays. */
export function QuantityInput({ unit, ...rest }: DecimalInputProps & { unit: string | null | undefined }) {
  const { t } = useTexts()
  const word = unit ? t(`common:unit.${unit === 'piece' ? 'pieces' : unit}`, { defaultValue: unit }) : ''
  return <DecimalInput {...rest} rightSection={<Text size="sm" c="dimmed" pr={8} style={{ whiteSpace: 'nowrap' }}>{word}</Text>} rightSectionWidth={Math.max(34, word.length * 9 + 18)} rightSectionPointerEvents="none" />
}
