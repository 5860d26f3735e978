import { queryOptions } from '@tanstack/react-query'
import { get, getFile } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Sustainability = Schema<'InventoryReportSustainabilityResponse'>
export type WasteReport = Schema<'InventoryReportWasteResponse'>

export const sustainability = (from: string, to: string) => queryOptions({ queryKey: ['inventory', 'sustainability', from, to], queryFn: () => get<Sustainability>('/inventory/sustainability/metrics', { query: { from, to } }) })
export const sustainabilityFile = (from: string, to: string, format: 'pdf' | 'csv') => getFile('/inventory/sustainability/report', { query: { from, to, format } })
export const wasteReport = (from: string, to: string) => queryOptions({ queryKey: ['inventory', 'waste-report', from, to], queryFn: () => get<WasteReport>('/inventory/waste/report', { query: { from, to } }) })
export const wasteReportFile = (from: string, to: string) => getFile('/inventory/waste/report', { query: { from, to, format: 'csv' } })
