import Big from 'big.js'

// Half away from zero, like the server. Values travel as strings; floats never touch money or quantities.
Big.RM = Big.roundHalfUp
Big.DP = 20

export type DecimalText = string

/** Reads what a person typed: comma or point as the decimal sign, the other one (or a space) as the thousands sign. */
export function parseDecimal(text: string): DecimalText | null {
  let clean = text.replace(/[\s\u00a0\u202f€%]/g, '').replace(/^\+/, '')
  if (clean === '' || clean === '-') return null
  const comma = clean.lastIndexOf(',')
  const point = clean.lastIndexOf('.')
  if (comma >= 0 && point >= 0) {
    const thousands = comma > point ? /\./g : /,/g
    clean = clean.replace(thousands, '').replace(',', '.')
  } else if (comma >= 0) {
    clean = clean.indexOf(',') === comma ? clean.replace(',', '.') : clean.replace(/,/g, '')
  } else if (point >= 0 && clean.indexOf('.') !== point) {
    clean = clean.replace(/\./g, '')
  }
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(clean)) return null
  return new Big(clean.replace(/\.$/, '')).toFixed()
}

export function decimal(value: DecimalText | number | null | undefined): Big {
  if (value === null || value === undefined || value === '') return new Big(0)
  return new Big(value)
}

export function sum(values: readonly (DecimalText | null | undefined)[]): Big {
  return values.reduce((total: Big, value) => total.plus(decimal(value)), new Big(0))
}

/** Line total in money: packs × pack quantity × unit price, rounded once to cents. */
export function lineTotal(packs: DecimalText, packQuantity: DecimalText, unitPrice: DecimalText): DecimalText {
  return decimal(packs).times(decimal(packQuantity)).times(decimal(unitPrice)).toFixed(2)
}

/** Change from one price to another in percent, one decimal; null when there is nothing to compare with. */
export function percentChange(from: DecimalText | null | undefined, to: DecimalText | null | undefined): DecimalText | null {
  if (!from || !to || decimal(from).eq(0)) return null
  return decimal(to).minus(decimal(from)).div(decimal(from)).times(100).toFixed(1)
}

export function compareDecimals(a: DecimalText | null | undefined, b: DecimalText | null | undefined): number {
  return decimal(a).cmp(decimal(b))
}

export function isDecimalText(value: unknown): value is DecimalText {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
}
