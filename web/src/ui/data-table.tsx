import { ActionIcon, Button, Checkbox, Group, Menu, MultiSelect, Select, Skeleton, Text, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback, useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, ChevronsLeft, Columns3, Download, FilterX, Printer, Rows3, Rows4, Search, type LucideIcon } from 'lucide-react'
import { useEffect, useState, type MouseEvent, type ReactNode } from 'react'
import type { Paged } from '@/api/request'
import { download, toCsv, type ExportCell, type ExportSheet } from '@/lib/csv'
import { formatNumber } from '@/lib/format'
import { formatSort, nextSort, readTableState, textSearch, withChange, type TableSearch, type TableState } from '@/lib/table-state'
import { EmptyState } from './empty-state'
import { ErrorState } from './error-state'
import { TableViews } from './table-views'
import { showToast } from './toasts'
import { useProblemText } from './problem-text'
import { useTexts } from './use-texts'
import classes from './data-table.module.css'

export interface Column<T> {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** What an export writes; columns without it are left out of files. */
  value: (row: T) => ExportCell | string | null | undefined
  /** The server's field name, when it can sort by this column. */
  sort?: string
  align?: 'right'
  /** On a phone: the card's first line, its right corner, a labelled line, or left out. */
  phone?: 'title' | 'corner' | 'line' | 'none'
  hidden?: boolean
  /** Left out on a tablet, unless somebody has chosen the columns: the others fit without scrolling sideways. */
  roomy?: boolean
}

export interface Filter { name: string; label: string; options: { value: string; label: string }[]; single?: boolean }

export interface BulkAction<T> { label: string; icon: LucideIcon; run: (rows: T[]) => Promise<unknown> }

export interface TableQuery { [name: string]: string | number | null | undefined; q?: string; sort?: string; limit: number; cursor: string | null }

interface DataTableProps<T> {
  title: string
  queryKey: readonly unknown[]
  fetchPage: (query: TableQuery) => Promise<Paged<T>>
  columns: Column<T>[]
  rowId: (row: T) => string
  filters?: Filter[]
  searchable?: boolean
  onOpen?: (row: T) => void
  bulkActions?: BulkAction<T>[]
  empty: ReactNode
  tools?: ReactNode
}

const exportLimit = 10_000

function tableQuery(state: TableState, cursor: string | null, limit: number): TableQuery {
  const filters = Object.fromEntries(Object.entries(state.filters).map(([name, values]) => [name, values.join(',')]))
  const sort = formatSort(state.sort)
  return { ...filters, ...(state.q ? { q: state.q } : {}), ...(sort ? { sort } : {}), limit, cursor }
}

/** A list of the server's rows. Its whole state is in the address, so a link or the back button restores it. */
export function DataTable<T>({ title, queryKey, fetchPage, columns, rowId, filters = [], searchable = true, onOpen, bulkActions = [], empty, tools }: DataTableProps<T>) {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const state = readTableState(search, filters.map((filter) => filter.name))
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const isTablet = useMediaQuery('(max-width: 64em)', false, { getInitialValueInEffect: false }) && !isPhone
  const [density, setDensity] = useLocalStorage<'calm' | 'dense'>({ key: 'bakery-table-density', defaultValue: 'calm' })
  const [trail, setTrail] = useState<(string | null)[]>([])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState(state.q)
  const [exporting, setExporting] = useState(false)
  const change = (next: TableSearch) => void navigate({ to: '.', search: withChange(search, next) as never, replace: true })
  const searchLater = useDebouncedCallback((q: string) => { setTrail([]); change({ q: q || undefined }) }, 250)
  useEffect(() => { setText(state.q) }, [state.q])

  const query = tableQuery(state, state.cursor, state.limit)
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({ queryKey: [...queryKey, 'table', query], queryFn: () => fetchPage(query), placeholderData: keepPreviousData })
  const rows = data?.items ?? []
  const hidden = new Set(state.hidden ?? columns.filter((column) => column.hidden || (column.roomy && isTablet)).map((column) => column.id))
  const shown = columns.filter((column) => !hidden.has(column.id))
  const filtered = state.q !== '' || Object.keys(state.filters).length > 0
  const selectable = bulkActions.length > 0

  const filterNotes = () => [
    ...(state.q ? [`${t('common:table.search')}: ${state.q}`] : []),
    ...filters.flatMap((filter) => {
      const values = state.filters[filter.name]
      return values ? [`${filter.label}: ${values.map((value) => filter.options.find((option) => option.value === value)?.label ?? value).join(', ')}`] : []
    }),
  ]

  const sheet = async (): Promise<ExportSheet> => {
    const all: T[] = []
    let cursor: string | null = null
    do {
      const page: Paged<T> = await fetchPage(tableQuery(state, cursor, 200))
      all.push(...page.items)
      cursor = page.next_cursor
    } while (cursor && all.length < exportLimit)
    const notes = [t('common:table.exported_at', { time: instant(new Date().toISOString()) }), ...filterNotes()]
    if (cursor) notes.push(t('common:table.export_cut', { count: formatNumber(exportLimit) }))
    return {
      title, notes, headers: shown.map((column) => column.header),
      rows: all.map((row) => shown.map((column) => { const value = column.value(row); return typeof value === 'object' && value !== null ? value : { text: value ?? '' } })),
    }
  }
  const fileName = (extension: string) => `${title.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-${new Date().toISOString().slice(0, 10)}.${extension}`
  const exportAs = async (kind: 'csv' | 'xlsx') => {
    setExporting(true)
    try {
      const content = await sheet()
      if (kind === 'csv') download(toCsv(content), 'text/csv;charset=utf-8', fileName('csv'))
      else download((await import('@/lib/xlsx')).toXlsx(content), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', fileName('xlsx'))
    } catch (problem) {
      showToast(problemText(problem), 'bad')
    } finally {
      setExporting(false)
    }
  }
  const toggle = (id: string) => setSelected((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next })
  const chosen = rows.filter((row) => selected.has(rowId(row)))
  const runBulk = async (action: BulkAction<T>) => { await action.run(chosen); setSelected(new Set()) }
  const open = (row: T) => (event: MouseEvent) => { if (!(event.target as HTMLElement).closest('a,button,input,label')) onOpen?.(row) }

  const pageNumber = trail.length + 1
  const from = trail.length * state.limit + 1
  const toolbar = (
    <div className={`${classes.toolbar} no-print`}>
      {searchable ? <TextInput className={classes.search} aria-label={t('common:table.search')} placeholder={t('common:table.search')} leftSection={<Search size={16} aria-hidden />} value={text} onChange={(event) => { setText(event.currentTarget.value); searchLater(event.currentTarget.value) }} /> : null}
      {filters.map((filter) => filter.single
        ? <Select key={filter.name} className={classes.filter} clearable aria-label={filter.label} placeholder={filter.label} data={filter.options} value={state.filters[filter.name]?.[0] ?? null} onChange={(value) => { setTrail([]); change({ [filter.name]: value ?? undefined }) }} />
        : <MultiSelect key={filter.name} className={classes.filter} clearable aria-label={filter.label} placeholder={state.filters[filter.name] ? undefined : filter.label} data={filter.options} value={state.filters[filter.name] ?? []} onChange={(values) => { setTrail([]); change({ [filter.name]: values.length ? values.join(',') : undefined }) }} hidePickedOptions />)}
      {filtered ? <Button variant="subtle" size="compact-sm" leftSection={<FilterX size={15} />} onClick={() => { setText(''); setTrail([]); change({ q: undefined, ...Object.fromEntries(filters.map((filter) => [filter.name, undefined])) }) }}>{t('common:table.clear_filters')}</Button> : null}
      <span className={classes.spacer} />
      {tools}
      <Group gap={4} wrap="nowrap">
        {searchable || filters.length > 0 ? <TableViews table={queryKey.join('.')} search={search} onChoose={(view) => { setText(view.q ?? ''); setTrail([]); void navigate({ to: '.', search: view as never, replace: true }) }} /> : null}
        {isPhone ? null : (
          <>
            <Tooltip label={t('common:table.density')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:table.density')} aria-pressed={density === 'dense'} onClick={() => setDensity(density === 'calm' ? 'dense' : 'calm')}>{density === 'calm' ? <Rows3 size={18} /> : <Rows4 size={18} />}</ActionIcon></Tooltip>
            <Menu closeOnItemClick={false} position="bottom-end">
              <Menu.Target><Tooltip label={t('common:table.columns')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:table.columns')}><Columns3 size={18} /></ActionIcon></Tooltip></Menu.Target>
              <Menu.Dropdown>
                {columns.map((column, index) => (
                  <Menu.Item key={column.id} disabled={index === 0} onClick={() => { const next = new Set(hidden); if (!next.delete(column.id)) next.add(column.id); change({ cols: next.size ? [...next].join(',') : ',' , cursor: search.cursor }) }} leftSection={<Checkbox size="xs" checked={!hidden.has(column.id)} readOnly tabIndex={-1} aria-hidden />}>{column.header}</Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        <Menu position="bottom-end">
          <Menu.Target><Tooltip label={t('common:table.export')}><ActionIcon variant="subtle" color="gray" size="lg" loading={exporting} aria-label={t('common:table.export')}><Download size={18} /></ActionIcon></Tooltip></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void exportAs('csv')}>{t('common:table.export_csv')}</Menu.Item>
            <Menu.Item onClick={() => void exportAs('xlsx')}>{t('common:table.export_xlsx')}</Menu.Item>
            <Menu.Item leftSection={<Printer size={15} aria-hidden />} onClick={() => window.print()}>{t('common:action.print')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </div>
  )

  const body = () => {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
    if (isPending) return <div className={classes.loading} role="status" aria-label={t('common:loading')}>{Array.from({ length: 6 }, (_, index) => <Skeleton key={index} height={20} radius="sm" />)}</div>
    if (rows.length === 0) return filtered ? <EmptyState icon={Search} title={t('common:table.no_match')} text={t('common:table.no_match_text')} /> : empty
    if (isPhone) {
      const titleColumn = shown.find((column) => column.phone === 'title') ?? shown[0]
      const corner = shown.find((column) => column.phone === 'corner')
      const lines = shown.filter((column) => column !== titleColumn && column !== corner && column.phone !== 'none')
      return (
        <ul className={classes.cards}>
          {rows.map((row) => (
            <li key={rowId(row)} className={classes.card} onClick={onOpen ? open(row) : undefined}>
              <div className={classes.cardHead}>
                {onOpen ? <button type="button" className={classes.cardTitle} onClick={() => onOpen(row)}>{titleColumn?.cell(row)}</button> : <span className={classes.cardTitle}>{titleColumn?.cell(row)}</span>}
                {corner ? <span className={classes.corner}>{corner.cell(row)}</span> : null}
              </div>
              <dl className={classes.pairs}>{lines.map((column) => ({ column, content: column.cell(row) })).filter(({ content }) => content !== '–').map(({ column, content }) => <div key={column.id}><dt>{column.header}</dt><dd className="numbers">{content}</dd></div>)}</dl>
            </li>
          ))}
        </ul>
      )
    }
    return (
      <div className={classes.scroll} role="region" aria-label={title} tabIndex={0}>
        <table className={classes.table} data-density={density} data-waiting={isPlaceholderData || undefined}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {selectable ? <th scope="col" className={`${classes.check} no-print`}><Checkbox size="xs" aria-label={t('common:table.select_all')} checked={chosen.length === rows.length} indeterminate={chosen.length > 0 && chosen.length < rows.length} onChange={() => setSelected(chosen.length === rows.length ? new Set() : new Set(rows.map(rowId)))} /></th> : null}
              {shown.map((column) => {
                const key = column.sort ? state.sort.find((candidate) => candidate.field === column.sort) : undefined
                return (
                  <th key={column.id} scope="col" data-align={column.align} aria-sort={key ? (key.descending ? 'descending' : 'ascending') : undefined}>
                    {column.sort ? (
                      <button type="button" className={classes.sort} title={t('common:table.sort_hint')} onClick={(event) => { setTrail([]); change({ sort: formatSort(nextSort(state.sort, column.sort!, event.shiftKey)) }) }}>
                        {column.header}{key ? (key.descending ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />) : null}
                        {key && state.sort.length > 1 ? <sup>{state.sort.indexOf(key) + 1}</sup> : null}
                      </button>
                    ) : column.header}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowId(row)} data-clickable={onOpen ? true : undefined} onClick={onOpen ? open(row) : undefined}>
                {selectable ? <td className={`${classes.check} no-print`}><Checkbox size="xs" aria-label={t('common:table.select_row')} checked={selected.has(rowId(row))} onChange={() => toggle(rowId(row))} /></td> : null}
                {shown.map((column, index) => index === 0
                  ? <th key={column.id} scope="row" data-align={column.align}>{onOpen ? <button type="button" className={classes.opener} onClick={() => onOpen(row)}>{column.cell(row)}</button> : column.cell(row)}</th>
                  : <td key={column.id} data-align={column.align}>{column.cell(row)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
  }

  return (
    <section className={classes.box}>
      <div className="print-only"><h2>{title}</h2><p>{[t('common:table.printed_at', { time: instant(new Date().toISOString()) }), ...filterNotes()].join(' · ')}</p></div>
      {toolbar}
      {selectable && chosen.length > 0 ? (
        <div className={`${classes.bulk} no-print`} role="toolbar">
          <Text size="sm" fw={600}>{t('common:table.selected', { count: chosen.length })}</Text>
          {bulkActions.map((action) => <Button key={action.label} size="compact-sm" variant="light" leftSection={<action.icon size={15} />} onClick={() => void runBulk(action)}>{action.label}</Button>)}
        </div>
      ) : null}
      {body()}
      {rows.length > 0 ? (
        <div className={`${classes.foot} no-print`}>
          <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
            {data?.total === null || data?.total === undefined ? t('common:table.range_many', { from: formatNumber(from), to: formatNumber(from + rows.length - 1) }) : t('common:table.range', { from: formatNumber(from), to: formatNumber(from + rows.length - 1), total: formatNumber(data.total) })}
          </Text>
          <span className={classes.spacer} />
          {isPhone ? null : <Select aria-label={t('common:table.page_size')} size="xs" w={76} data={['25', '50', '100', '200']} value={String(state.limit)} onChange={(value) => { setTrail([]); change({ limit: value === '50' ? undefined : (value ?? undefined) }) }} />}
          <Group gap={2} wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:table.first_page')} disabled={!state.cursor} onClick={() => { setTrail([]); change({ cursor: undefined }) }}><ChevronsLeft size={18} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:table.previous_page')} disabled={trail.length === 0} onClick={() => { const previous = trail.at(-1) ?? null; setTrail(trail.slice(0, -1)); change({ cursor: previous ?? undefined }) }}><ChevronLeft size={18} /></ActionIcon>
            <Text size="sm" className="numbers" px={4}>{state.cursor && trail.length === 0 ? '…' : pageNumber}</Text>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:table.next_page')} disabled={!data?.next_cursor || isPlaceholderData} onClick={() => { if (data?.next_cursor) { setTrail([...trail, state.cursor]); change({ cursor: data.next_cursor }) } }}><ChevronRight size={18} /></ActionIcon>
          </Group>
        </div>
      ) : null}
    </section>
  )
}
