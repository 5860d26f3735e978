import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Archive, PackageSearch, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { archiveItem, itemInput, itemPage, oneItem, saveItem, stockLevels, type Item } from './api/items'
import { itemFields, itemTypes } from './item-fields'
import { ItemStock } from './item-stock'

export function InventoryPage() {
  const { t, quantity } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const isNew = search.open === 'new'
  const { data: item } = useQuery({ ...oneItem(search.open ?? ''), enabled: Boolean(search.open) && !isNew })
  const { data: levels } = useQuery(stockLevels())
  const [archiving, setArchiving] = useState<Item | null>(null)
  const level = (row: Item) => levels?.find((entry) => entry.item_id === row.id)
  const fields = itemFields(t)
  const state = (row: Item) => {
    const found = level(row)
    if (!row.is_active) return { tone: 'plain' as const, text: t('common:state.archived') }
    if (!row.stock_tracked) return { tone: 'plain' as const, text: t('inventory:state.untracked') }
    // Nothing is said before the levels are there: a wrong 'enough' is worse than none.
    if (!levels) return null
    // What is baked fresh every day is gone every night: nothing to worry about.
    if (found && decimal(found.available).lte(0) && row.item_type === 'finished_product') return { tone: 'plain' as const, text: t('inventory:state.none') }
    if (found && decimal(found.available).lte(0)) return { tone: 'bad' as const, text: t('inventory:state.none') }
    if (found && row.low_stock_threshold && decimal(found.available).lt(decimal(row.low_stock_threshold))) return { tone: 'warn' as const, text: t('inventory:state.low') }
    return { tone: 'good' as const, text: t('inventory:state.fine') }
  }
  const columns: Column<Item>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'sku', header: t('inventory:field.sku'), sort: 'sku', hidden: true, phone: 'none', cell: (row) => row.sku ?? '–', value: (row) => row.sku },
    { id: 'type', header: t('inventory:field.item_type'), cell: (row) => t(`inventory:item_type.${row.item_type}`), value: (row) => t(`inventory:item_type.${row.item_type}`) },
    { id: 'state', header: t('common:field.status'), cell: (row) => { const found = state(row); return found ? <StatusChip tone={found.tone} label={found.text} /> : '…' }, value: (row) => state(row)?.text ?? '' },
    { id: 'available', header: t('inventory:field.available'), align: 'right', phone: 'corner', cell: (row) => level(row) ? <b>{quantity(level(row)?.available, row.stock_unit)}</b> : '–', value: (row) => ({ text: level(row)?.available ?? '', number: level(row)?.available }) },
    { id: 'expiry', header: t('inventory:field.next_expiry'), cell: (row) => <span className="numbers">{formatDay(level(row)?.next_expiry)}</span>, value: (row) => formatDay(level(row)?.next_expiry) },
    { id: 'cover', header: t('inventory:field.days_of_cover'), align: 'right', hidden: !(levels ?? []).some((entry) => entry.days_of_cover !== null), cell: (row) => formatNumber(level(row)?.days_of_cover, 0, 1), value: (row) => String(level(row)?.days_of_cover ?? '') },
    { id: 'cost', header: t('inventory:field.last_purchase_price'), align: 'right', hidden: true, phone: 'none', cell: (row) => formatMoney(row.last_purchase_price, 4), value: (row) => ({ text: row.last_purchase_price ?? '', number: row.last_purchase_price ?? undefined }) },
  ]
  return (
    <>
      <PageHeader title={t('inventory:page.title')} lead={t('inventory:page.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('inventory:new')}</Button> : null}
      </PageHeader>
      <DataTable title={t('inventory:page.title')} queryKey={['inventory', 'items']} fetchPage={itemPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'item_type', single: true, label: t('inventory:field.item_type'), options: itemTypes.map((type) => ({ value: type, label: t(`inventory:item_type.${type}`) })) }]} empty={<EmptyState icon={PackageSearch} title={t('inventory:empty.title')} text={t('inventory:empty.text')} action={isMember ? <Button onClick={() => open('new')}>{t('inventory:new')}</Button> : null} />} />
      {isNew || item ? (
        <EntityModal
          key={search.open}
          title={isNew ? t('inventory:new') : (item?.name ?? '')}
          fields={fields}
          initial={isNew ? { name: '', item_type: 'ingredient', stock_unit: 'kg', stock_tracked: true, expiry_kind: 'best_before', storage_condition: 'ambient', tax_percent: '4' } : Object.fromEntries(fields.map((field) => [field.name, item?.[field.name as keyof Item] ?? null]))}
          version={isNew ? undefined : item?.version}
          draftKey={`item:${search.open}`}
          readOnly={!isMember}
          savedText={t('inventory:saved')}
          save={async (values, version) => { await saveItem(isNew ? null : (search.open ?? null), itemInput(item, values), version); await client.invalidateQueries({ queryKey: ['inventory'] }) }}
          onClose={() => open(undefined)}
          actions={item && item.is_active && isMember ? <Group><Button variant="subtle" color="gray" leftSection={<Archive size={16} />} onClick={() => setArchiving(item)}>{t('common:action.archive')}</Button></Group> : null}
        >
          {item ? <ItemStock item={item} /> : null}
        </EntityModal>
      ) : null}
      {archiving ? <ConfirmDialog opened title={t('inventory:archive.title', { name: archiving.name })} text={t('inventory:archive.text')} confirmLabel={t('common:action.archive')} onConfirm={async () => { await archiveItem(archiving.id, archiving.version); await client.invalidateQueries({ queryKey: ['inventory'] }); open(undefined) }} onClose={() => setArchiving(null)} /> : null}
    </>
  )
}
