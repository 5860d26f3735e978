import { Text } from '@mantine/core'
import { DecimalInput, type DecimalInputProps } from './decimal-input'

/** A decimal with its unit beside it. */
export function QuantityInput({ unit, ...rest }: DecimalInputProps & { unit: string }) {
  return <DecimalInput {...rest} rightSection={<Text size="sm" c="dimmed" pr={8} style={{ whiteSpace: 'nowrap' }}>{unit}</Text>} rightSectionWidth={Math.max(34, unit.length * 9 + 18)} rightSectionPointerEvents="none" />
}
