import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'

export interface FloorDevice { id: string; name: string; location_id: string; paired_at: string | null; last_used_at: string | null; expires_at: string | null; code_expires_at: string | null }
export interface Pairing { device: FloorDevice; code: string; expires_at: string; link: string; setup_link: string | null }
export interface FloorWorker { id: string; name: string; initials: string; is_active: boolean; locked_until: string | null; version: number }

export const floorDevices = () => queryOptions({ queryKey: ['auth', 'floor-devices'], queryFn: async () => (await get<Paged<FloorDevice>>('/auth/floor-devices', { query: { limit: 200 } })).items })
export const addDevice = (name: string, location: string): Promise<Pairing> => post('/auth/floor-devices', { name, location_id: location })
export const newCode = (id: string): Promise<Pairing> => post('/auth/floor-devices/{id}/code', undefined, { path: { id } })
export const revokeDevice = (id: string): Promise<void> => remove('/auth/floor-devices/{id}', { path: { id } })

export const floorWorkers = () => queryOptions({ queryKey: ['auth', 'floor-workers'], queryFn: async () => (await get<Paged<FloorWorker>>('/auth/floor-workers', { query: { limit: 200 } })).items })

export interface WorkerData { name: string; initials: string; pin: string | null; is_active: boolean }
export const saveWorker = (data: WorkerData, before: FloorWorker | null): Promise<FloorWorker> =>
  before ? put('/auth/floor-workers/{id}', data, { path: { id: before.id }, version: before.version }) : post('/auth/floor-workers', data)
