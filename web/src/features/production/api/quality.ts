import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type QualityCheck = Schema<'ProductionQualityFormCheckView'>
export type QualityTemplate = Schema<'ProductionQualityFormTemplateView'>
export type Criterion = Schema<'ProductionQualityFormCriterion'>
export type CriterionResult = Schema<'ProductionQualityFormCriterionResult'>

export const checkPage = (query: TableQuery) => get<Paged<QualityCheck>>('/production/quality/checks', { query })
export const oneCheck = (id: string) => queryOptions({ queryKey: ['production', 'checks', id], queryFn: () => get<QualityCheck>('/production/quality/checks/{id}', { path: { id } }) })
export const recordCheck = (id: string, results: CriterionResult[], note: string | null) => post<QualityCheck>('/production/quality/checks/{id}/result', { results, note }, { path: { id } })
export const releaseCheck = (id: string, reason: string) => post<QualityCheck>('/production/quality/checks/{id}/release', { reason }, { path: { id } })

export const templatePage = (query: TableQuery) => get<Paged<QualityTemplate>>('/production/quality/templates', { query })
export const oneTemplate = (id: string) => queryOptions({ queryKey: ['production', 'templates', id], queryFn: () => get<QualityTemplate>('/production/quality/templates/{id}', { path: { id } }) })
export const saveTemplate = (id: string | null, body: Partial<QualityTemplate>, version?: number) => id ? put<QualityTemplate>('/production/quality/templates/{id}', body, { path: { id }, version: version ?? '*' }) : post<QualityTemplate>('/production/quality/templates', body)
