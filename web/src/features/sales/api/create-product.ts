import { post } from '@/api/request'
import type { Schema } from '@/api/wire'

/** A product that only the file knows yet; its recipe and price can follow later. */
export const createProduct = (name: string) => post<Schema<'InventoryItemFormView'>>('/inventory/items', { name: name.slice(0, 255), item_type: 'finished_product', stock_unit: 'piece', product_category: 'other_products' })
