import { queryOptions } from '@tanstack/react-query'
import { post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Effect = Schema<'ScenarioResult'>
export interface EffectQuestion { name: string; kind: string; from: string; to: string; location_ids: string[]; percent: string | null }

/** What an event would do to the forecast, before it is saved. */
export const eventEffect = (question: EffectQuestion, enabled: boolean) => queryOptions({
  queryKey: ['forecasting', 'effect', question],
  queryFn: () => post<Effect>('/forecasting/scenarios/preview', { name: question.name || '–', type: 'event', from: question.from, to: question.to, location_ids: question.location_ids, item_ids: [], adjustments: { event: question.kind, event_percent: question.percent, elasticity: '-1.2' } } satisfies Schema<'ScenarioFields'>),
  enabled, retry: false, staleTime: 60_000,
})
