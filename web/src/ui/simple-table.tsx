import type { ReactNode } from 'react'
import classes from './simple-table.module.css'

export interface SimpleColumn<T> { header: ReactNode; cell: (row: T) => ReactNode; right?: boolean; width?: string; /** Sentences: on a phone the whole width of the card. */ wide?: boolean }

/** A small table that is all on the page: no paging. On a phone the rows of a wide one become cards; one with a foot scrolls sideways. */
export function SimpleTable<T>({ label, rows, columns, rowKey, rowTone, foot }: { label: string; rows: readonly T[]; columns: SimpleColumn<T>[]; rowKey: (row: T) => string; rowTone?: (row: T) => string | undefined; foot?: ReactNode }) {
  return (
    <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={`numbers ${classes.table}`} data-cards={(columns.length > 3 && !foot) || undefined}>
        <caption className="visually-hidden">{label}</caption>
        <thead><tr>{columns.map((column, index) => <th key={index} scope="col" data-right={column.right} style={column.width ? { width: column.width } : undefined}>{column.header}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-tone={rowTone?.(row)}>
              {columns.map((column, index) => (index === 0 ? <th key={index} scope="row">{column.cell(row)}</th> : <td key={index} data-right={column.right} data-wide={column.wide} data-label={typeof column.header === 'string' && column.header ? column.header : undefined}>{column.cell(row)}</td>))}
            </tr>
          ))}
        </tbody>
        {foot ? <tfoot>{foot}</tfoot> : null}
      </table>
    </div>
  )
}
