import { queryOptions } from '@tanstack/react-query'
import { get, post, put } from '@/api/request'
import type { Schema } from '@/api/wire'

export type SettingField = Schema<'SettingView'>
export type SettingsCategory = Omit<Schema<'SettingsView'>, 'values'> & { values: Record<string, string> }

export const settings = () => queryOptions({ queryKey: ['tenant', 'settings'], queryFn: async () => (await get<{ items: SettingsCategory[] }>('/settings')).items })
export const changeSettings = (category: string, values: Record<string, string>, version: number) => put<SettingsCategory>('/settings/{category}', { values }, { path: { category }, version })
export const resetSettings = (category: string) => post<SettingsCategory>('/settings/{category}/reset', undefined, { path: { category } })
