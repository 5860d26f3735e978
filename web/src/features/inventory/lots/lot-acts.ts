import { decimal } from '@/lib/decimal'
import type { Lot } from '../api/lots'

export type Act = 'adjust' | 'waste' | 'freeze' | 'thaw' | 'rework' | 'move' | 'correct' | 'block' | 'release' | 'override'

/** What may be done with a lot in its state, by somebody of this role. */
export function actsFor(lot: Lot, isAdmin: boolean): Act[] {
  const full = decimal(lot.quantity).gt(0)
  const usable = lot.state === 'available' && full
  return [
    ...(usable && lot.stage !== 'frozen' && lot.stage !== 'thawed' ? ['freeze' as const] : []),
    ...(usable && lot.stage === 'frozen' ? ['thaw' as const] : []),
    ...(usable ? ['rework' as const, 'move' as const] : []),
    'correct',
    ...(['available', 'quarantined', 'expired'].includes(lot.state) && full ? ['block' as const] : []),
    ...(isAdmin && ['blocked', 'quarantined'].includes(lot.state) ? ['release' as const] : []),
    ...(isAdmin && lot.state === 'expired' && full ? ['override' as const] : []),
  ]
}
