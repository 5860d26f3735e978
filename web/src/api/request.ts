import { uuidv7 } from '@/lib/ids'
import { Problem } from './problem'
import { currentToken, refreshSession, requireTenant } from './session'

export interface Paged<T> { items: T[]; total: number | null; next_cursor: string | null }

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>

interface Options {
  path?: Record<string, string>
  query?: Query
  /** Version for If-Match; needed by every change of an existing resource. */
  version?: number | string
  idempotencyKey?: string
  signal?: AbortSignal
}

function address(template: string, options: Options): string {
  const scoped = template.startsWith('/api/') ? template : `/api/v1/tenants/{tenant_id}${template}`
  const filled = scoped.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(name === 'tenant_id' ? (options.path?.tenant_id ?? requireTenant()) : (options.path?.[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value === null || value === undefined || value === '') continue
    search.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = search.toString()
  return text ? `${filled}?${text}` : filled
}

async function send(method: string, template: string, body: unknown, options: Options): Promise<Response> {
  const url = address(template, options)
  // One key for the call and its repetition: the server answers the repetition with the first answer.
  const key = method === 'GET' ? undefined : (options.idempotencyKey ?? uuidv7())
  const attempt = async (): Promise<Response> => {
    const headers = new Headers({ Accept: 'application/json' })
    const token = currentToken()
    if (token) headers.set('Authorization', `Bearer ${token}`)
    if (key) headers.set('Idempotency-Key', key)
    if (options.version !== undefined) headers.set('If-Match', `"${options.version}"`)
    const isForm = body instanceof FormData || body instanceof Blob
    if (body !== undefined && !isForm) headers.set('Content-Type', 'application/json')
    return fetch(url, { method, headers, credentials: 'same-origin', body: body === undefined ? null : isForm ? body : JSON.stringify(body), signal: options.signal ?? null })
  }
  let response: Response
  try {
    response = await attempt()
    if (response.status === 401 && currentToken() && (await refreshSession())) response = await attempt()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw Problem.of(error)
  }
  if (!response.ok) throw await Problem.from(response)
  return response
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

export const get = async <T>(path: string, options: Options = {}): Promise<T> => json<T>(await send('GET', path, undefined, options))
export const post = async <T>(path: string, body?: unknown, options: Options = {}): Promise<T> => json<T>(await send('POST', path, body, options))
export const put = async <T>(path: string, body: unknown, options: Options = {}): Promise<T> => json<T>(await send('PUT', path, body, options))
export const patch = async <T>(path: string, body: unknown, options: Options = {}): Promise<T> => json<T>(await send('PATCH', path, body, options))
export const remove = async (path: string, options: Options = {}): Promise<void> => void (await send('DELETE', path, undefined, options))
export const getFile = async (path: string, options: Options = {}): Promise<Blob> => (await send('GET', path, undefined, options)).blob()

/** The body that carries a photo. */
export function photoForm(photo: Blob): FormData {
  const form = new FormData()
  form.append('file', photo, 'photo.jpg')
  return form
}
