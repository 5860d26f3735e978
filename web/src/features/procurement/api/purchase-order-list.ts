import { get, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'
import type { PurchaseOrder } from './purchase-order'

export type PurchaseOrderRow = PurchaseOrder

export const purchaseOrderPage = (query: TableQuery) => get<Paged<PurchaseOrderRow>>('/procurement/purchase-orders', { query })
