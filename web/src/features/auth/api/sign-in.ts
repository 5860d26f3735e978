import { post } from '@/api/request'
import { acceptToken } from '@/api/session'

export async function signIn(email: string, password: string): Promise<void> {
  const { access_token } = await post<{ access_token: string }>('/api/v1/auth/login', { email, password })
  acceptToken(access_token)
}
