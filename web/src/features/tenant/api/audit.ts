import { Problem } from '@/api/problem'
import { get, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type AuditEntry = Omit<Schema<'KernelRoutesAuditEntry'>, 'changes'> & { changes: Record<string, { before?: unknown; after?: unknown }> }

export const auditedServices = ['auth', 'tenant', 'inventory', 'recipes', 'suppliers', 'procurement', 'production', 'orders', 'pos', 'sales', 'external', 'training', 'forecasting', 'ai-insights', 'orchestrator', 'alert-processor', 'notification', 'demo-session']

/** One page out of all services: the newest of each, merged. The cursor is the time of the last row; rows of the same moment stay together. */
export function mergeAudit(pages: readonly AuditEntry[][], limit: number): { items: AuditEntry[]; next: string | null } {
  const rows = pages.flat().sort((a, b) => b.occurred_at.localeCompare(a.occurred_at) || b.id.localeCompare(a.id))
  const last = rows[limit - 1]
  if (!last) return { items: rows, next: null }
  const items = rows.filter((row, index) => index < limit || row.occurred_at === last.occurred_at)
  return { items, next: items.length < rows.length || pages.some((page) => page.length >= limit) ? last.occurred_at : null }
}

// An installation may host only some of the services; what is not there has no log.
async function logOf(service: string, query: Record<string, string | number | null>): Promise<AuditEntry[]> {
  try {
    return (await get<Paged<AuditEntry>>(`/${service}/audit-logs`, { query })).items
  } catch (error) {
    if (Problem.of(error).status === 404) return []
    throw error
  }
}

export async function auditPage(query: TableQuery): Promise<Paged<AuditEntry>> {
  const { service, cursor, limit, q, action, resource_type } = query
  const services = service ? String(service).split(',') : auditedServices
  const pages = await Promise.all(services.map((name) => logOf(name, { limit, q: q ?? null, action: action ?? null, resource_type: resource_type ?? null, to: cursor, sort: '-occurred_at' })))
  const { items, next } = mergeAudit(pages, limit)
  return { items, total: null, next_cursor: next }
}
