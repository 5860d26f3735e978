import type { Reasoning } from '@/lib/reasoning'
import type { Tone } from '@/ui/tone'
import type { ScoreParts } from '@/ui/score-explainer'
import type { Alert, AlertScore } from './api/alert-list'

export const severities = ['urgent', 'high', 'medium', 'low'] as const
export const classes = ['action_needed', 'escalation', 'trend_warning', 'prevented_issue', 'information'] as const
export const levelTone: Record<Alert['priority_level'], Tone> = { critical: 'bad', important: 'warn', standard: 'accent', info: 'plain' }

/** Alerts use their `event_type` as reasoning type. */
export function alertReason(alert: Alert): Reasoning {
  return { type: alert.event_type, parameters: alert.reasoning_data.parameters, consequence: alert.reasoning_data.consequence ?? null }
}

export function scoreParts(score: AlertScore): ScoreParts {
  const value = (code: string) => score.parts.find((part) => part.code === code)?.value ?? 0
  return { impact: value('impact'), urgency: value('urgency'), agency: value('agency'), confidence: value('confidence'), age_boost: score.age_boost, score: score.score }
}
