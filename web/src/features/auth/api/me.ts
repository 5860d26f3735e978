import { queryOptions } from '@tanstack/react-query'
import { get, patch, remove, type Paged } from '@/api/request'

export interface Me { id: string; name: string; email: string; language: string; role: string; version: number }
export interface SessionRow { id: string; ip: string | null; user_agent: string | null; started_at: string; last_used_at: string; is_current: boolean }

export const me = () => queryOptions({ queryKey: ['auth', 'me'], queryFn: async () => (await get<{ user: Me }>('/api/v1/auth/me')).user })
export const updateMe = (name: string, language: string, version: number) => patch('/api/v1/auth/me', { name, language }, { version })
export const sessions = () => queryOptions({ queryKey: ['auth', 'sessions'], queryFn: async () => (await get<Paged<SessionRow>>('/api/v1/auth/me/sessions')).items })
export const endSession = (id: string) => remove('/api/v1/auth/me/sessions/{id}', { path: { id } })
