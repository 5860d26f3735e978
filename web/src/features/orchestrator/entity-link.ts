import type { Entity } from './api/dashboard'

/** The page that shows an entity; null for kinds without a page. */
export function entityLink(entity: Entity | null): { to: string; search?: Record<string, string> } | null {
  if (!entity) return null
  switch (entity.type) {
    case 'purchase_order': return { to: `/app/operations/procurement/orders/${entity.id}` }
    case 'supplier_invoice': return { to: '/app/operations/procurement/invoices', search: { open: entity.id } }
    case 'bake_plan': case 'plan': case 'plan_line': return { to: '/app/tomorrow' }
    case 'item': return { to: `/app/operations/inventory/items/${entity.id}` }
    case 'lot': return { to: `/app/operations/inventory/lots/${entity.id}` }
    case 'recall': return { to: `/app/operations/recall/${entity.id}` }
    case 'haccp': case 'haccp_point': case 'haccp_checklist': return { to: '/app/operations/haccp' }
    case 'order': return { to: '/app/operations/orders', search: { open: entity.id } }
    case 'batch': return { to: '/app/operations/production' }
    case 'alert': return { to: '/app/alerts', search: { open: entity.id } }
    case 'supplier': return { to: `/app/database/suppliers/${entity.id}` }
    case 'forecast': case 'forecast_batch': return { to: '/app/analytics/forecasting' }
    default: return null
  }
}
