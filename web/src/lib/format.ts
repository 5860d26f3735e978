import { decimal, type DecimalText } from './decimal'

// Numbers look the same in the three languages: decimal comma, point for thousands, as on the papers of the trade here.
const cache = new Map<string, Intl.NumberFormat>()

function formatter(minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${minimum}-${maximum}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.NumberFormat('es-ES', { minimumFractionDigits: minimum, maximumFractionDigits: maximum, useGrouping: 'always' } as unknown as Intl.NumberFormatOptions)
    cache.set(key, format)
  }
  return format
}

type Value = DecimalText | number | null | undefined

const missing = (value: Value): value is null | undefined | '' => value === null || value === undefined || value === ''

export function formatNumber(value: Value, minimum = 0, maximum = Math.max(minimum, 3)): string {
  if (missing(value)) return '–'
  // The rounding happens in decimals; the formatter only places the signs.
  return formatter(minimum, maximum).format(Number(decimal(value).round(maximum).toFixed()))
}

export function formatMoney(value: Value, decimals = 2): string {
  return missing(value) ? '–' : `${formatNumber(value, decimals, decimals)} €`
}

/** Unit prices carry up to four decimals, and at least two. */
export function formatUnitPrice(value: Value): string {
  return missing(value) ? '–' : `${formatNumber(value, 2, 4)} €`
}

export function formatQuantity(value: Value, unit?: string | null, maximum = 3): string {
  if (missing(value)) return '–'
  return unit ? `${formatNumber(value, 0, maximum)} ${unit}` : formatNumber(value, 0, maximum)
}

export function formatPercent(value: Value, decimals = 1): string {
  return missing(value) ? '–' : `${formatNumber(value, 0, decimals)} %`
}

/** A fraction as percent with one decimal, so that a column of them stands in line. */
export function formatShare(value: Value): string {
  return missing(value) ? '–' : `${formatNumber(decimal(value).times(100).toString(), 1, 1)} %`
}

export function signed(text: string, value: Value): string {
  return !missing(value) && decimal(value).gt(0) ? `+${text}` : text
}

/** What an input shows for a stored decimal: no thousands sign, decimal comma, no trailing zeros. */
export function editableDecimal(value: DecimalText | null | undefined): string {
  if (missing(value)) return ''
  return decimal(value).toFixed().replace('.', ',')
}
