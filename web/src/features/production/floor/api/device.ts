import { Problem } from '@/api/problem'

export interface Worker { id: string; name: string; initials: string; shift_until: string | null }
export interface DeviceSession { device_id: string; device_name: string; tenant_id: string; tenant_name: string; time_zone: string; language: string; location_id: string; server_time: string; workers: Worker[] }
type Answer = DeviceSession & { access_token: string }

// The device is known by an httpOnly cookie; the short token that it is given lives in memory alone.
let token: string | null = null
let asking: Promise<DeviceSession> | null = null

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  if (token) headers.set('Authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  let response: Response
  try {
    // A network that swallows everything is no network either.
    response = await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? null : JSON.stringify(body), signal: AbortSignal.timeout(10_000) })
  } catch {
    throw new Problem(0, 'network_unreachable')
  }
  if (!response.ok) throw await Problem.from(response)
  return response
}

async function accept(response: Response): Promise<DeviceSession> {
  const { access_token, ...session } = (await response.json()) as Answer
  token = access_token
  return session
}

/** Changes the code, which works once, for the device's cookie. */
export const pair = async (code: string): Promise<DeviceSession> => accept(await send('POST', '/api/v1/auth/floor/pair', { code }))

/** Who the device is and who works at it. Several callers share one request. */
export function openSession(): Promise<DeviceSession> {
  asking ??= send('POST', '/api/v1/auth/floor/session', {}).then(accept).finally(() => { asking = null })
  return asking
}

export const beginShift = async (worker: string, pin: string): Promise<void> => void (await (await send('POST', '/api/v1/auth/floor/shifts', { worker_id: worker, pin })).text())
export const endShift = async (worker: string): Promise<void> => void (await send('POST', '/api/v1/auth/floor/shifts/end', { worker_id: worker }))

/** A request of the device in its bakery; null when the server says that nothing is new. */
export async function call<T>(method: string, tenant: string, path: string, body?: unknown): Promise<T | null> {
  const attempt = () => send(method, `/api/v1/tenants/${tenant}${path}`, body)
  if (!token) await openSession()
  let response: Response
  try {
    response = await attempt()
  } catch (error) {
    if (Problem.of(error).status !== 401) throw error
    await openSession()
    response = await attempt()
  }
  return response.status === 204 ? null : ((await response.json()) as T)
}
