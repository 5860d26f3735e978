import { useQuery } from '@tanstack/react-query'
import { daysBetween, formatDay, today } from '@/lib/dates'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { storageAt } from '../api/storage'
import type { Lot } from '../api/lots'

const tones: Record<Lot['state'], Tone> = { quarantined: 'warn', available: 'good', blocked: 'bad', expired: 'bad', depleted: 'plain', disposed: 'plain' }
export const lotStates = ['available', 'quarantined', 'blocked', 'expired', 'depleted', 'disposed'] as const

export function LotStateChip({ state }: { state: string }) {
  const { t } = useTexts()
  return <StatusChip tone={tones[state as Lot['state']] ?? 'plain'} label={t(`inventory:lot_state.${state}`)} />
}

/** The last day of a lot, and how far away it is when that matters. */
export function Expiry({ day }: { day: string | null | undefined }) {
  const { t, timeZone } = useTexts()
  if (!day) return <span>–</span>
  const left = daysBetween(today(timeZone), day)
  return (
    <span className="numbers">
      {formatDay(day)}
      {left <= 3 ? <span style={{ color: left < 0 ? 'var(--bad)' : 'var(--warn)', fontWeight: 600 }}> · {left < 0 ? t('inventory:lots.past') : t('inventory:lots.days_left', { days: left })}</span> : null}
    </span>
  )
}

/** Why stock moved, in words; what a person wrote stays as it is. */
export function useReasonText(): (code: string | null | undefined) => string {
  const { t } = useTexts()
  return (code) => (code ? t([`inventory:adjust_reason.${code}`, `inventory:waste_reason.${code}`, `inventory:reason.${code}`], { defaultValue: code }) : '–')
}

/** Names of the fridges and stores of a location, for choosing. */
export function useStoragePlaces(locationId: string | null): string[] {
  const { data } = useQuery({ ...storageAt(locationId ?? ''), enabled: locationId !== null })
  return (data ?? []).map((place) => place.name)
}
