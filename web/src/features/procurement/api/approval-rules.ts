import { queryOptions } from '@tanstack/react-query'
import { get, put } from '@/api/request'
import type { Schema } from '@/api/wire'

export type ApprovalRules = Schema<'ProcurementKeepApprovalRulesView'>

export const approvalRules = () => queryOptions({ queryKey: ['procurement', 'approval-rules'], queryFn: () => get<ApprovalRules>('/procurement/approval-rules') })
export const saveApprovalRules = (rules: Schema<'ProcurementKeepApprovalRulesRequest'>, version: number) => put<ApprovalRules>('/procurement/approval-rules', rules, { version })
