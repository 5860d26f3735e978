import { queryOptions } from '@tanstack/react-query'
import { get, patch, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Me = Schema<'UserView'>
export type SessionRow = Schema<'AuthListSessionsRow'>

export const me = () => queryOptions({ queryKey: ['auth', 'me'], queryFn: async () => (await get<{ user: Me }>('/api/v1/auth/me')).user })
export const updateMe = (name: string, language: string, version: number) => patch('/api/v1/auth/me', { name, language }, { version })
export const sessions = () => queryOptions({ queryKey: ['auth', 'sessions'], queryFn: async () => (await get<Paged<SessionRow>>('/api/v1/auth/me/sessions')).items })
export const endSession = (id: string) => remove('/api/v1/auth/me/sessions/{id}', { path: { id } })
