import { queryOptions } from '@tanstack/react-query'
import { get, post, put } from '@/api/request'

export interface SettingField { key: string; kind: 'text' | 'flag' | 'number' | 'time' | 'choice'; default: string; minimum: string | null; maximum: string | null; choices: string[] }
export interface SettingsCategory { category: string; values: Record<string, string>; fields: SettingField[]; version: number }

export const settings = () => queryOptions({ queryKey: ['tenant', 'settings'], queryFn: async () => (await get<{ items: SettingsCategory[] }>('/settings')).items })
export const changeSettings = (category: string, values: Record<string, string>, version: number) => put<SettingsCategory>('/settings/{category}', { values }, { path: { category }, version })
export const resetSettings = (category: string) => post<SettingsCategory>('/settings/{category}/reset', {}, { path: { category } })
