import { useSyncExternalStore } from 'react'
import { Problem } from './problem'

export type Role = 'viewer' | 'member' | 'admin' | 'owner'

export interface TenantClaim { id: string; role: Role; tier?: string; status?: string; read_only?: boolean }

export interface Session {
  status: 'unknown' | 'anonymous' | 'signed_in'
  userId: string | null
  email: string | null
  globalRole: string | null
  isDemo: boolean
  tenants: TenantClaim[]
  tenantId: string | null
}

const anonymous: Session = { status: 'anonymous', userId: null, email: null, globalRole: null, isDemo: false, tenants: [], tenantId: null }

let session: Session = { ...anonymous, status: 'unknown' }
// The access token lives in memory alone; the refresh token is an httpOnly cookie that scripts never see.
let accessToken: string | null = null
// Only a demo hands its refresh token to the page; it is kept in memory and ends with the tab.
let demoRefresh: string | null = null
let refreshing: Promise<boolean> | null = null
let renewal: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function publish(next: Session): void {
  session = next
  listeners.forEach((listener) => listener())
}

const tenantKey = 'bakery-tenant'

function claims(token: string): Record<string, unknown> {
  const part = token.split('.')[1] ?? ''
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
}

function tenantClaims(value: unknown): TenantClaim[] {
  const list = typeof value === 'string' ? (JSON.parse(value) as unknown) : value
  return Array.isArray(list) ? (list as TenantClaim[]) : []
}

export function acceptToken(token: string, refreshToken: string | null = demoRefresh): void {
  demoRefresh = refreshToken
  const body = claims(token)
  const tenants = tenantClaims(body.tenants)
  const wanted = session.tenantId ?? localStorage.getItem(tenantKey)
  accessToken = token
  clearTimeout(renewal)
  const secondsLeft = Number(body.exp ?? 0) - Date.now() / 1000
  if (secondsLeft > 0) renewal = setTimeout(() => void refreshSession(), Math.max(5, secondsLeft - 60) * 1000)
  publish({
    status: 'signed_in',
    userId: String(body.sub ?? ''),
    email: (body.email as string | undefined) ?? null,
    globalRole: (body.role as string | undefined) ?? null,
    isDemo: body.is_demo === true || body.is_demo === 'true',
    tenants,
    tenantId: tenants.find((tenant) => tenant.id === wanted)?.id ?? tenants[0]?.id ?? null,
  })
}

export function forgetSession(): void {
  accessToken = null
  demoRefresh = null
  clearTimeout(renewal)
  publish(anonymous)
}

export function chooseTenant(id: string): void {
  localStorage.setItem(tenantKey, id)
  publish({ ...session, tenantId: id })
}

/** Trades the cookie for a new access token. Several callers share one request, because a refresh token works once. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= requestRefresh().finally(() => { refreshing = null })
  return refreshing
}

// The page's first script (src/start.js) has asked already; its answer serves the first refresh. Later ones go the same way.
declare global { interface Window { bakeryRefresh?: Promise<Response | null> | undefined; bakeryAskSession: (body: string) => Promise<Response> } }

async function earlyAnswer(): Promise<Response | null> {
  const early = window.bakeryRefresh
  window.bakeryRefresh = undefined
  return (await early) ?? null
}

async function requestRefresh(): Promise<boolean> {
  try {
    const response = (await earlyAnswer()) ?? await window.bakeryAskSession(JSON.stringify(demoRefresh ? { refresh_token: demoRefresh } : {}))
    if (!response.ok) {
      if (response.status < 500) forgetSession()
      return false
    }
    const body = (await response.json()) as { access_token: string; refresh_token?: string | null }
    if (demoRefresh) demoRefresh = body.refresh_token ?? demoRefresh
    acceptToken(body.access_token)
    return true
  } catch {
    // No network: keep what we have; the next request tries again.
    if (session.status === 'unknown') publish(anonymous)
    return false
  }
}

export function currentSession(): Session {
  return session
}

export function currentToken(): string | null {
  return accessToken
}

export function requireTenant(): string {
  if (!session.tenantId) throw new Problem(404, 'not_found')
  return session.tenantId
}

export function useSession(): Session {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener) }, () => session)
}

const rank: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 }

/** May the signed-in person do what needs `role` in the open tenant? Read-only tenants write nothing. */
export function useMay(role: Role): boolean {
  const { tenants, tenantId } = useSession()
  const claim = tenants.find((tenant) => tenant.id === tenantId)
  return claim !== undefined && rank[claim.role] >= rank[role] && (role === 'viewer' || claim.read_only !== true)
}
