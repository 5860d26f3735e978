import { queryOptions } from '@tanstack/react-query'
import { get, patch, post } from '@/api/request'

export interface Organisation { id: string; name: string; legal_name: string | null; tax_id: string | null; tax_territory: string; email: string | null; phone: string | null; city: string | null; business_model: string; time_zone: string; language: string; currency: string; tier: string; status: string; trial_ends_at: string; version: number }
export type OrganisationInput = Pick<Organisation, 'name' | 'legal_name' | 'tax_id' | 'tax_territory' | 'email' | 'phone' | 'city' | 'business_model' | 'time_zone' | 'language'>
export interface NewOrganisation { name: string; language: string; time_zone: string; business_model: string; tax_territory: string; city: string | null }

export const organisation = () => queryOptions({ queryKey: ['tenant', 'organisation'], queryFn: () => get<Organisation>('') })
export const updateOrganisation = (input: OrganisationInput, version: number) => patch<Organisation>('', input, { version })
export const createOrganisation = (input: NewOrganisation) => post<Organisation>('/api/v1/tenants', input)

export const territories = ['common', 'araba', 'bizkaia', 'gipuzkoa', 'navarra', 'canarias', 'ceuta_melilla']
export const businessModels = ['production', 'retail', 'mixed', 'central_workshop']
export const timeZones = ['Europe/Madrid', 'Atlantic/Canary', 'Africa/Ceuta', 'Europe/Paris', 'Europe/Lisbon']
