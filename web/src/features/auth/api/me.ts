import { queryOptions } from '@tanstack/react-query'
import { get, patch, remove, type Paged } from '@/api/request'

export interface Me { id: string; name: string; email: string; language: string; email_verified: boolean; version: number }
export interface SessionRow { id: string; device: string | null; ip: string | null; created_at: string; last_used_at: string; is_current: boolean }

export const me = () => queryOptions({ queryKey: ['auth', 'me'], queryFn: () => get<Me>('/api/v1/auth/me') })
export const updateMe = (change: Partial<Pick<Me, 'name' | 'language'>>, version: number) => patch<Me>('/api/v1/auth/me', change, { version })
export const sessions = () => queryOptions({ queryKey: ['auth', 'sessions'], queryFn: () => get<Paged<SessionRow>>('/api/v1/auth/me/sessions') })
export const endSession = (id: string) => remove('/api/v1/auth/me/sessions/{id}', { path: { id } })
