import { queryOptions } from '@tanstack/react-query'
import { get, patch, post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Organisation = Schema<'OrganisationView'>
export type OrganisationInput = Schema<'TenantUpdateTenantRequest'>
export type NewOrganisation = Schema<'TenantCreateTenantRequest'>

export const organisation = () => queryOptions({ queryKey: ['tenant', 'organisation'], queryFn: () => get<Organisation>('') })
export const updateOrganisation = (input: OrganisationInput, version: number) => patch<Organisation>('', input, { version })
export const createOrganisation = (input: NewOrganisation) => post<Organisation>('/api/v1/tenants', input)

export const territories = ['common', 'araba', 'bizkaia', 'gipuzkoa', 'navarra', 'canarias', 'ceuta_melilla']
export const businessModels = ['production', 'retail', 'mixed', 'central_workshop']
export const timeZones = ['Europe/Madrid', 'Atlantic/Canary', 'Africa/Ceuta', 'Europe/Paris', 'Europe/Lisbon']
