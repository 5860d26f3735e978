import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/request'
import type { Schema } from '@/api/wire'

export const alertSummary = () => queryOptions({ queryKey: ['alert-processor', 'summary'], queryFn: () => get<Schema<'AlertProcessorSummariseAlertsResponse'>>('/alerts/summary'), refetchInterval: 60_000 })
