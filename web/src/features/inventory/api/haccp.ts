import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Point = Schema<'InventoryHaccpFormPointView'>
export type Checklist = Schema<'InventoryHaccpFormChecklistView'>
export type Reading = Schema<'InventoryHaccpFormReadingView'>
export type Check = Schema<'InventoryHaccpFormCheckView'>
export type Deviation = Schema<'InventoryHaccpFormDeviationView'>
export type CorrectiveAction = Schema<'InventoryHaccpFormActionView'>
export type Due = Schema<'InventoryMonthlyFileDueRow'>
export type NewReading = Schema<'InventoryRecordReadingsReading'>
export type NewCheck = Schema<'InventoryRecordChecksRequest'>
export type NewAction = Schema<'InventoryRecordActionsRequest'>
type PointInput = Schema<'InventoryHaccpFormPointData'>
type ChecklistInput = Schema<'InventoryHaccpFormChecklistData'>

const everything = { limit: 200 }

export const points = () => queryOptions({ queryKey: ['inventory', 'haccp', 'points'], queryFn: async () => (await get<Paged<Point>>('/inventory/haccp/points', { query: everything })).items })
export const checklists = () => queryOptions({ queryKey: ['inventory', 'haccp', 'checklists'], queryFn: async () => (await get<Paged<Checklist>>('/inventory/haccp/checklists', { query: everything })).items })
export const dueToday = () => queryOptions({ queryKey: ['inventory', 'haccp', 'due'], queryFn: () => get<Schema<'InventoryMonthlyFileDueDay'>>('/inventory/haccp/due'), refetchInterval: 60_000 })
export const openDeviations = () => queryOptions({ queryKey: ['inventory', 'haccp', 'deviations', 'open'], queryFn: async () => (await get<Paged<Deviation>>('/inventory/haccp/deviations', { query: { status: 'open', ...everything } })).items })
export const readingsSince = (from: string) => queryOptions({ queryKey: ['inventory', 'haccp', 'readings', from], queryFn: async () => (await get<Paged<Reading>>('/inventory/haccp/readings', { query: { from, ...everything } })).items })
export const chain = () => queryOptions({ queryKey: ['inventory', 'haccp', 'chain'], queryFn: () => get<Schema<'InventoryVerifyChainResponse'>>('/inventory/haccp/verify'), enabled: false })

export const pointPage = (query: TableQuery) => get<Paged<Point>>('/inventory/haccp/points', { query })
export const checklistPage = (query: TableQuery) => get<Paged<Checklist>>('/inventory/haccp/checklists', { query })
export const readingPage = (query: TableQuery) => get<Paged<Reading>>('/inventory/haccp/readings', { query })
export const checkPage = (query: TableQuery) => get<Paged<Check>>('/inventory/haccp/checks', { query })
export const actionPage = (query: TableQuery) => get<Paged<CorrectiveAction>>('/inventory/haccp/corrective-actions', { query })

export const recordReading = (reading: NewReading) => post('/inventory/haccp/readings', { readings: [reading] })
export const signCheck = (check: NewCheck) => post<Check>('/inventory/haccp/checks', check)
export const closeDeviation = (action: NewAction) => post<CorrectiveAction>('/inventory/haccp/corrective-actions', action)
export const addStarter = (location_id: string) => post('/inventory/haccp/starter', { location_id })
export const savePoint = (id: string | null, input: PointInput, version: number | undefined) => id && version !== undefined ? put<Point>('/inventory/haccp/points/{id}', input, { path: { id }, version }) : post<Point>('/inventory/haccp/points', input)
export const saveChecklist = (id: string | null, input: ChecklistInput, version: number | undefined) => id && version !== undefined ? put<Checklist>('/inventory/haccp/checklists/{id}', input, { path: { id }, version }) : post<Checklist>('/inventory/haccp/checklists', input)
export const monthlyFile = (month: string, format: 'pdf' | 'csv') => getFile('/inventory/haccp/monthly-file', { query: { month, format } })
