import { Text } from '@mantine/core'
import { formatNumber, signed } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { Forecast } from './api/forecasts'

type Reasons = Forecast['reasons']

/** Why a forecast is not the baseline, in pieces that add up to the difference. */
export function ReasonList({ reasons }: { reasons: Reasons }) {
  const { t } = useTexts()
  if (reasons.length === 0) return null
  return (
    <Text size="xs" c="dimmed" className="numbers">
      {reasons.map((reason) => `${t(`forecasting:factor.${reason.code.split(':')[0]}`, { defaultValue: reason.code })} ${signed(formatNumber(reason.pieces, 0, 1), reason.pieces)}`).join(' · ')}
    </Text>
  )
}
