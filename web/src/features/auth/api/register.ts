import { post } from '@/api/request'
import { acceptToken } from '@/api/session'

export interface Registration { name: string; email: string; password: string; language: string; accepted_terms: string }

export async function register(registration: Registration): Promise<void> {
  const { access_token } = await post<{ access_token: string }>('/api/v1/auth/register', registration)
  acceptToken(access_token)
}
