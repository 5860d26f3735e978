import { createContext, useContext } from 'react'

export interface TenantContext { timeZone: string; name: string }

export const TenantSettings = createContext<TenantContext>({ timeZone: 'Europe/Madrid', name: '' })

export const useTenantSettings = () => useContext(TenantSettings)
