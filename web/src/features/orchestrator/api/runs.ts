import { post } from '@/api/request'
import type { RunBrief } from './dashboard'

export const startRun = (business_day: string) => post<RunBrief>('/orchestrator/runs', { run_type: 'manual', business_day, force: false })
