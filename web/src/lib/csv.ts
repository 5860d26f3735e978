/** A cell of an export: text, or a decimal string that a spreadsheet must read as a number. */
export interface ExportCell { text: string; number?: string | undefined }

export interface ExportSheet {
  title: string
  /** Lines printed above the table: filters, time of the export. */
  notes: string[]
  headers: string[]
  rows: ExportCell[][]
}

function quote(text: string): string {
  // A leading sign could be run as a formula by a spreadsheet.
  const safe = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]?[\d.,\s]+$/.test(text)) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** Semicolons and decimal commas, with a byte-order mark, so that a double click opens it correctly here. */
export function toCsv(sheet: ExportSheet): string {
  const lines = [
    [sheet.title], ...sheet.notes.map((note) => [note]), [], sheet.headers,
    ...sheet.rows.map((row) => row.map((cell) => (cell.number === undefined ? cell.text : cell.number.replace('.', ',')))),
  ]
  return `\ufeff${lines.map((line) => line.map(quote).join(';')).join('\r\n')}\r\n`
}

export function download(content: BlobPart, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
