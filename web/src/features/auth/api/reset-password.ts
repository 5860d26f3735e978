import { post } from '@/api/request'

export const askForReset = (email: string) => post('/api/v1/auth/password/forgot', { email })
export const resetPassword = (token: string, password: string) => post('/api/v1/auth/password/reset', { token, password })
export const changePassword = (current: string, password: string) => post('/api/v1/auth/password/change', { current, password })
