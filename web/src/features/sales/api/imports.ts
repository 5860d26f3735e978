import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'

export interface ImportColumn { index: number; header: string; field: string | null; samples: string[] }
export interface ImportError { row: number; column: string; code: string; value: string }
export interface UnknownProduct { name: string; suggestion: { item_id: string; name: string } | null; confidence: number; rows?: number }
export interface ImportOptions { header_row?: number; mapping?: Record<string, string | null>; fixes?: { row: number; column: string; value: string }[]; sheet?: string }
export interface ImportCheck {
  import_id: string
  file_name: string
  layout: string
  header_row: number
  columns: ImportColumn[]
  rows: number
  valid_rows: number
  errors: ImportError[]
  error_count: number
  warnings: { code: string; parameters?: Record<string, string | number> }[]
  preview: string[][]
  unknown_products: UnknownProduct[]
  duplicates: number
  from: string | null
  to: string | null
  version: number
}
export type DuplicateChoice = 'skip' | 'update' | 'create'
export interface ImportCommit { duplicates: DuplicateChoice; products: { name: string; item_id: string | null; create: boolean }[]; location_id: string | null; skip_invalid: boolean }
export interface ImportJob { id: string; file_name: string; state: 'uploaded' | 'validated' | 'importing' | 'completed' | 'partial' | 'failed' | 'undone'; rows: number; imported: number; updated: number; skipped: number; failed: number; from: string | null; to: string | null; created_at: string; error_code?: string | null }

export function checkImport(file: File, options: ImportOptions): Promise<ImportCheck> {
  const form = new FormData()
  form.append('file', file)
  form.append('options', JSON.stringify(options))
  return post<ImportCheck>('/sales/imports/validate', form)
}
export const commitImport = (id: string, commit: ImportCommit) => post<ImportJob>('/sales/imports/{id}/commit', commit, { path: { id } })
export const importJob = (id: string) => queryOptions({ queryKey: ['sales', 'import', id], queryFn: () => get<ImportJob>('/sales/imports/{id}', { path: { id } }), enabled: id !== '' })
export const undoImport = (id: string) => post<ImportJob>('/sales/imports/{id}/undo', {}, { path: { id } })
export const importHistory = () => queryOptions({ queryKey: ['sales', 'imports'], queryFn: () => get<Paged<ImportJob>>('/sales/imports', { query: { limit: 20 } }) })
