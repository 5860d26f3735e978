import { queryOptions } from '@tanstack/react-query'
import { get, put } from '@/api/request'

export interface ApprovalRules { enabled: boolean; auto_approve_max_amount: string; min_supplier_score: string; auto_approve_daily_limit: string; max_price_rise_percent: string; critical_item_max_amount: string; version: number }

export const approvalRules = () => queryOptions({ queryKey: ['procurement', 'approval-rules'], queryFn: () => get<ApprovalRules>('/procurement/approval-rules') })
export const saveApprovalRules = (rules: Partial<ApprovalRules>, version: number) => put<ApprovalRules>('/procurement/approval-rules', rules, { version })
