import { formatNumber } from '@/lib/format'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import type { RecallRow } from '../api/recalls'

const tones: Record<string, Tone> = { open: 'bad', notified: 'warn', closed: 'good' }

/** The word and colour of a recall's state; a drill is always one. */
export function useRecallState(): (row: RecallRow) => { tone: Tone; label: string } {
  const { t } = useTexts()
  return (row) => (row.is_drill ? { tone: 'info', label: t('recall:drill') } : { tone: tones[row.status] ?? 'plain', label: t(`recall:status.${row.status}`) })
}

/** How long the list took: a recall must be ready within a minute. */
export const seconds = (milliseconds: number | string) => `${formatNumber(Number(milliseconds) / 1000, 1, 2)} s`
