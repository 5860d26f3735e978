import { get, post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type DemoAccount = Schema<'DemoAccount'>
export type Demo = Schema<'DemoView'>

export interface StartedDemo { demo: Demo; secret: string; accessToken: string; refreshToken: string | null }

export async function startDemo(account_type: DemoAccount, language: string): Promise<StartedDemo> {
  const { session, secret, tokens } = await post<Schema<'DemoSessionStartDemoResponse'>>('/api/v1/demo/sessions', { account_type, language })
  const { access_token, refresh_token } = tokens as { access_token: string; refresh_token?: string | null }
  return { demo: session, secret, accessToken: access_token, refreshToken: refresh_token ?? null }
}

export const demoState = (id: string, secret: string) => get<Demo>('/api/v1/demo/sessions/{id}', { path: { id }, query: { secret } })
