import { queryOptions } from '@tanstack/react-query'
import { get, put } from './request'

export interface SavedView { name: string; search: Record<string, string> }
type Values = Record<string, unknown>

/** Choices of the signed-in person that follow them to every device. */
export const preferences = () => queryOptions({ queryKey: ['auth', 'preferences'], queryFn: async () => (await get<{ values: Values }>('/api/v1/auth/me/preferences')).values, staleTime: 60_000 })

const key = (table: string) => `views:${table}`

export function viewsOf(values: Values | undefined, table: string): SavedView[] {
  const views = values?.[key(table)]
  return Array.isArray(views) ? (views as SavedView[]) : []
}

/** Reads what other devices have saved meanwhile, and changes the views of one table only. */
export async function changeViews(table: string, change: (views: SavedView[]) => SavedView[]): Promise<Values> {
  const { values } = await get<{ values: Values }>('/api/v1/auth/me/preferences')
  const next = { ...values, [key(table)]: change(viewsOf(values, table)) }
  return (await put<{ values: Values }>('/api/v1/auth/me/preferences', { values: next })).values
}
