import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/request'

export interface AlertSummary { critical: number; important: number; standard?: number; normal?: number; info?: number; total?: number }

export const alertSummary = () => queryOptions({ queryKey: ['alert-processor', 'summary'], queryFn: () => get<AlertSummary>('/alerts/summary'), refetchInterval: 60_000 })
