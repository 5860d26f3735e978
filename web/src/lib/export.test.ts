import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toCsv } from './csv'
import { formatMoney, formatNumber, formatPercent } from './format'
import { columnName, toXlsx } from './xlsx'

const sheet = { title: 'Compras', notes: ['Estado: Por aprobar'], headers: ['Pedido', 'Total'], rows: [[{ text: 'PO-1; "x"' }, { text: '296,25 €', number: '296.25' }], [{ text: '=1+1' }, { text: '' }]] }

describe('exports', () => {
  it('write semicolons, decimal commas and no formulas', () => {
    expect(toCsv(sheet)).toBe('\ufeffCompras\r\nEstado: Por aprobar\r\n\r\nPedido;Total\r\n"PO-1; ""x""";296,25\r\n\'=1+1;\r\n')
  })

  it('write numbers as numbers in a workbook', () => {
    const files = unzipSync(toXlsx(sheet))
    const xml = strFromU8(files['xl/worksheets/sheet1.xml']!)
    expect(xml).toContain('<v>296.25</v>')
    expect(xml).toContain('PO-1; &quot;x&quot;')
    expect(Object.keys(files)).toContain('[Content_Types].xml')
    expect([columnName(0), columnName(25), columnName(26), columnName(701)]).toEqual(['A', 'Z', 'AA', 'ZZ'])
  })
})

describe('formats', () => {
  it('follow the papers of the trade in every language', () => {
    expect(formatMoney('1234.5')).toBe('1.234,50 €')
    expect(formatNumber('10000', 0, 0)).toBe('10.000')
    expect(formatPercent('-11.1')).toBe('-11,1 %')
    expect(formatNumber(null)).toBe('–')
  })
})
