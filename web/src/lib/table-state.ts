export interface SortKey { field: string; descending: boolean }

/** The whole state of a table lives in the URL: `?q=&sort=-due,name&limit=50&cursor=…&status=a,b&cols=…`. */
export interface TableState {
  q: string
  sort: SortKey[]
  limit: number
  cursor: string | null
  filters: Record<string, string[]>
  hidden: string[] | null
}

export type TableSearch = Record<string, string | undefined>

const reserved = new Set(['q', 'sort', 'limit', 'cursor', 'cols'])

export function parseSort(text: string | undefined): SortKey[] {
  return (text ?? '').split(',').filter(Boolean).map((part) => (part.startsWith('-') ? { field: part.slice(1), descending: true } : { field: part, descending: false }))
}

export function formatSort(sort: readonly SortKey[]): string | undefined {
  return sort.length === 0 ? undefined : sort.map((key) => (key.descending ? `-${key.field}` : key.field)).join(',')
}

export function readTableState(search: TableSearch, filterNames: readonly string[]): TableState {
  const limit = Number(search.limit ?? 50)
  const filters: Record<string, string[]> = {}
  for (const name of filterNames) {
    const value = search[name]
    if (!reserved.has(name) && value) filters[name] = value.split(',')
  }
  return {
    q: search.q ?? '',
    sort: parseSort(search.sort),
    limit: [25, 50, 100, 200].includes(limit) ? limit : 50,
    cursor: search.cursor ?? null,
    filters,
    hidden: search.cols === undefined ? null : search.cols.split(',').filter(Boolean),
  }
}

/** Any change of the question starts again at the first page. */
export function withChange(search: TableSearch, change: TableSearch): TableSearch {
  const next: TableSearch = { ...search, ...('cursor' in change ? {} : { cursor: undefined }), ...change }
  for (const key of Object.keys(next)) if (next[key] === undefined || next[key] === '') delete next[key]
  return next
}

/** A click sorts by one column (ascending, descending, off); with Shift the column joins the others. */
export function nextSort(sort: readonly SortKey[], field: string, join: boolean): SortKey[] {
  const current = sort.find((key) => key.field === field)
  const others = join ? sort.filter((key) => key.field !== field) : []
  if (!current) return [...others, { field, descending: false }]
  if (!current.descending) return join ? sort.map((key) => (key.field === field ? { field, descending: true } : key)) : [{ field, descending: true }]
  return others
}

/** Search values come as text whatever the router's parser made of them. */
export function textSearch(search: Record<string, unknown>): TableSearch {
  return Object.fromEntries(Object.entries(search).flatMap(([key, value]) => (value === undefined || value === null || value === '' ? [] : [[key, String(value)]])))
}
