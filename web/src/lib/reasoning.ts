import { isDecimalText } from './decimal'
import { formatDay } from './dates'
import { formatMoney, formatNumber, formatPercent } from './format'

export interface Consequence { type: string; severity: string; impact_days?: number | null | undefined }
export interface Reasoning { type: string; parameters: Record<string, unknown>; consequence?: Consequence | null | undefined }

/** The fixed parameter list of every reasoning type; a text may use these names and no others. */
export const reasoningParameters: Record<string, readonly string[]> = {
  low_stock_detection: ['supplier_name', 'product_names', 'days_until_stockout', 'current_stock', 'required_stock', 'product_name', 'unit'],
  forecast_demand: ['supplier_name', 'product_names', 'forecast_quantity', 'period_days', 'confidence_score'],
  safety_stock_replenishment: ['supplier_name', 'product_names', 'safety_stock', 'current_stock', 'product_name', 'unit'],
  supplier_contract: ['supplier_name', 'contract_reference', 'committed_quantity'],
  seasonal_demand: ['supplier_name', 'product_names', 'season_key', 'increase_percent'],
  production_requirement: ['supplier_name', 'product_names', 'production_date', 'batch_count'],
  manual_request: ['requested_by', 'note'],
  pack_rounding: ['needed', 'packs', 'pack_quantity'],
  price_tier_upgraded: ['packs_before', 'packs_after', 'total_before', 'total_after'],
  supplier_minimum_applied: ['minimum_amount', 'total_before', 'total_after', 'product_name'],
  reorder_rule_applied: ['reorder_point', 'current_stock', 'quantity'],
  storage_limit_applied: ['needed', 'limit'],
  shelf_life_limit_applied: ['needed', 'limit'],
  batch_forecast_demand: ['product_name', 'predicted_demand', 'current_stock', 'production_needed', 'confidence_score'],
  customer_order: ['product_name', 'customer_name', 'order_number', 'quantity', 'due_at'],
  stock_replenishment: ['product_name', 'current_stock', 'target_stock'],
  seasonal_preparation: ['product_name', 'event_name', 'date', 'increase_percent'],
  promotion_event: ['product_name', 'event_name', 'date', 'increase_percent'],
  urgent_order: ['product_name', 'order_number', 'hours_left'],
  regular_schedule: ['product_name', 'weekday', 'quantity'],
  newsvendor: ['product_name', 'forecast_median', 'lower', 'upper', 'service_ratio', 'quantity', 'expected_waste', 'expected_lost_sales'],
  order_only: ['quantity'],
  override_kept: ['machine_quantity', 'kept_quantity', 'user_name'],
  plan_change: ['product_name', 'old_quantity', 'new_quantity', 'cause'],
}

// Two users of the same wire name with different parameters: a batch's reason speaks of one product, an order's of a supplier.
export function reasoningKey(reasoning: Reasoning): string {
  if (reasoning.type === 'forecast_demand' && 'predicted_demand' in reasoning.parameters) return 'batch_forecast_demand'
  return reasoning.type
}

const money = /(^|_)(amount|total|total_before|total_after|price|revenue|cost|money|old_price|new_price)$/
// Forecasts are no more exact than whole pieces.
const pieces = /^(forecast_median|lower|upper|quantity|expected_waste|expected_lost_sales|lost)$/
// Lots and papers are called by numbers that are no quantities.
const label = /_(code|number|reference)$/
const percent = /_(percent|ratio_percent)$/

const isOne = (parameters: Record<string, unknown>) => ['missing', 'quantity', 'current_stock'].some((name) => Number(parameters[name]) === 1)

export interface Wording { list: (values: readonly string[]) => string; word: (group: string, value: string) => string; instant: (value: string) => string }

/** Turns wire values into what a sentence shows. Whole numbers stay numbers, so that plural rules see them. */
export function readableParameters(parameters: Record<string, unknown>, wording: Wording): Record<string, string | number> {
  const readable: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined) readable[name] = '–'
    else if (label.test(name)) readable[name] = String(value)
    else if (Array.isArray(value)) readable[name] = wording.list(value.map(String))
    else if (name === 'unit') readable[name] = wording.word(name, value === 'piece' && !isOne(parameters) ? 'pieces' : String(value))
    else if (name === 'weekday' || name === 'cause' || name === 'season_key' || name === 'reason' || name === 'severity') readable[name] = wording.word(name, String(value))
    else if (typeof value === 'number') readable[name] = Number.isInteger(value) && !money.test(name) ? value : money.test(name) ? formatMoney(value) : formatNumber(value)
    else if (typeof value === 'string' && /^-?\d{1,3}$/.test(value) && !money.test(name)) readable[name] = Number(value)
    else if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) readable[name] = wording.instant(value)
    else if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) readable[name] = formatDay(value)
    else if (isDecimalText(value) && parameters.unit === 'piece' && !money.test(name)) readable[name] = formatNumber(value, 0, 0)
    else if (isDecimalText(value) && pieces.test(name)) readable[name] = formatNumber(value, 0, name.startsWith('expected') ? 1 : 0)
    else if (isDecimalText(value)) readable[name] = money.test(name) ? formatMoney(value) : name === 'service_ratio' ? formatPercent(Number(value) * 100, 0) : percent.test(name) ? formatNumber(value, 0, 1) : formatNumber(value)
    else if (typeof value === 'boolean') readable[name] = value ? 1 : 0
    else readable[name] = typeof value === 'object' ? '' : String(value)
  }
  // A text may name a parameter that an older server does not send yet: it shows a dash, never a broken sentence.
  return new Proxy(readable, { has: () => true, get: (target, name) => (typeof name === 'string' && !(name in target) ? '–' : target[name as string]!) })
}
