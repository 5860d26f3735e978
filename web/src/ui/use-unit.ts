import { useTexts } from '@/ui/use-texts'

/** The word of a stock unit beside a field: a field for pieces may hold many. */
export function useUnit(unit: string | null | undefined): string {
  const { t } = useTexts()
  return unit ? t(`common:unit.${unit === 'piece' ? 'pieces' : unit}`, { defaultValue: unit }) : ''
}
