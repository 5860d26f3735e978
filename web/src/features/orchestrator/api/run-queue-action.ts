import { patch, post, put } from '@/api/request'
import type { QueueAction } from './dashboard'

/** Runs the act that the server offers with an item; the path comes below the tenant. */
export function runQueueAction(action: QueueAction): Promise<unknown> {
  const path = action.path.replace(/^\/api\/v1\/tenants\/[^/]+/, '')
  const call = { POST: post, PUT: put, PATCH: patch }[action.method.toUpperCase()] ?? post
  return call(path, {})
}
