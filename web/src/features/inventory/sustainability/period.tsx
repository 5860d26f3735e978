import { Group } from '@mantine/core'
import { useState } from 'react'
import { addDays, today } from '@/lib/dates'
import { DateInput } from '@/ui/date-input'
import { useTexts } from '@/ui/use-texts'

export interface Period { from: string; to: string }

/** The last ninety days until somebody chooses others. */
export function usePeriod(): [Period, (change: Partial<Period>) => void] {
  const { timeZone } = useTexts()
  const [period, setPeriod] = useState<Period>(() => ({ from: addDays(today(timeZone), -89), to: today(timeZone) }))
  return [period, (change) => setPeriod((before) => { const next = { ...before, ...change }; return next.from > next.to ? { from: next.to, to: next.from } : next })]
}

export function PeriodInputs({ period, onChange }: { period: Period; onChange: (change: Partial<Period>) => void }) {
  const { t } = useTexts()
  return (
    <Group gap="xs" className="no-print">
      <DateInput w={165} aria-label={t('analytics:period.from')} value={period.from} onChange={(from) => from && onChange({ from })} />
      <DateInput w={165} aria-label={t('analytics:period.to')} value={period.to} onChange={(to) => to && onChange({ to })} />
    </Group>
  )
}
