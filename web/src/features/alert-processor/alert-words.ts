import type { Reasoning } from '@/lib/reasoning'
import type { Tone } from '@/ui/tone'
import type { Alert } from './api/alert-list'

export const severities = ['urgent', 'high', 'medium', 'low'] as const
export const classes = ['action_needed', 'escalation', 'trend_warning', 'prevented_issue', 'information'] as const
export const levelTone: Record<Alert['priority_level'], Tone> = { critical: 'bad', important: 'warn', standard: 'accent', info: 'plain' }

/** Alerts use their `event_type` as reasoning type; the parameters are the alert's own where it carries no reasoning. */
export function alertReason(alert: Alert): Reasoning {
  return { type: alert.event_type, parameters: { ...alert.reasoning_data?.parameters, ...alert.parameters }, consequence: alert.reasoning_data?.consequence ?? null }
}
