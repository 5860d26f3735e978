import { queryOptions } from '@tanstack/react-query'
import { Problem } from '@/api/problem'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Equipment = Schema<'ProductionEquipmentFormView'>
export type EquipmentStatus = Schema<'EquipmentStatus'>
export type Maintenance = Schema<'ProductionEquipmentFormMaintenanceView'>
export type Sensor = Schema<'ProductionKeepSensorsView'>
export type SensorTest = Schema<'ProductionKeepSensorsTestResult'>

export const equipmentPage = (query: TableQuery) => get<Paged<Equipment>>('/production/equipment', { query })
export const oneMachine = (id: string) => queryOptions({ queryKey: ['production', 'equipment', id], queryFn: () => get<Equipment>('/production/equipment/{id}', { path: { id } }) })
export const saveMachine = (id: string | null, body: Record<string, unknown>, version?: number) => id ? put<Equipment>('/production/equipment/{id}', body, { path: { id }, version: version ?? '*' }) : post<Equipment>('/production/equipment', body)
export const turnMachine = (id: string, to: EquipmentStatus, reason: string) => post<Equipment>('/production/equipment/{id}/status', to === 'operational' ? { to, done: reason } : { to, reason }, { path: { id } })

export const maintenanceOf = (equipmentId?: string) => queryOptions({ queryKey: ['production', 'maintenance', equipmentId ?? 'all'], queryFn: async () => (await get<Paged<Maintenance>>('/production/maintenance', { query: { equipment_id: equipmentId, limit: 200 } })).items })
export const addMaintenance = (body: Record<string, unknown>) => post<Maintenance>('/production/maintenance', body)
export const doMaintenance = (id: string) => post<Maintenance>('/production/maintenance/{id}/done', {}, { path: { id } })

/** Null when nobody has connected one. */
export const sensorOf = (id: string) => queryOptions({
  queryKey: ['production', 'sensor', id],
  queryFn: async () => {
    try {
      return await get<Sensor>('/production/equipment/{id}/iot-config', { path: { id } })
    } catch (error) {
      if (Problem.of(error).code === 'not_found') return null
      throw error
    }
  },
})
export const saveSensor = (id: string, body: Record<string, unknown>, version?: number) => put<Sensor>('/production/equipment/{id}/iot-config', body, { path: { id }, version: version ?? '*' })
export const testSensor = (id: string) => post<SensorTest>('/production/equipment/{id}/test-connection', undefined, { path: { id } })
/** Points of the self-control plan, to send a sensor's readings to. */
export const controlPoints = () => queryOptions({ queryKey: ['inventory', 'haccp-points'], queryFn: async () => (await get<Paged<{ id: string; name: string }>>('/inventory/haccp/points', { query: { limit: 200 } })).items })
