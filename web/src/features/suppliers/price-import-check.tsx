import { Button, Group, Select, SimpleGrid, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemNames, useItemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { formatPercent, formatQuantity, formatUnitPrice } from '@/lib/format'
import { CellFixes } from '@/ui/cell-fixes'
import { DateInput } from '@/ui/date-input'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import type { FileOffer, PriceColumn, PriceCorrection, PriceImport } from './api/price-imports'

const tones: Record<FileOffer['change'], Tone> = { added: 'info', changed: 'warn', unchanged: 'plain', left_out: 'plain', unknown_product: 'bad', refused: 'bad' }
const roles: readonly PriceColumn[] = ['product', 'sku', 'pack', 'pack_quantity', 'unit_price', 'pack_price', 'min_packs', 'from_packs', 'tier_price', 'valid_from', 'valid_to']
const likely = 0.6

interface Props { check: PriceImport; busy: boolean; onCorrect: (correction: Partial<PriceCorrection>) => void }

/** What the list would change, and what a person must say first. */
export function PriceImportCheck({ check, busy, onCorrect }: Props) {
  const { t } = useTexts()
  const count = (change: FileOffer['change']) => check.offers.filter((offer) => offer.change === change).length
  return (
    <>
      <Panel title={check.file_name}>
        <Facts small facts={(['added', 'changed', 'unchanged', 'left_out', 'unknown_product', 'refused'] as const).map((change) => ({ name: t(`suppliers:import.count.${change}`), value: formatQuantity(count(change)), tone: (change === 'unknown_product' || change === 'refused') && count(change) > 0 ? 'bad' as const : undefined }))} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={620} mt="md">
          <DateInput label={t('suppliers:import.from')} description={t('suppliers:import.from_help')} value={check.effective_from} onChange={(effective_from) => { if (effective_from) onCorrect({ effective_from }) }} />
          <Switch mt={{ sm: 'xl' }} label={t('import:decimal_comma')} disabled={busy} checked={check.mapping.decimal_comma} onChange={(event) => onCorrect({ mapping: { ...check.mapping, decimal_comma: event.currentTarget.checked } })} />
        </SimpleGrid>
      </Panel>
      {check.unknown_products.length > 0 ? <UnknownNames check={check} busy={busy} onCorrect={onCorrect} /> : null}
      {check.errors.length > 0 ? <Panel title={t('suppliers:import.wrong')}><CellFixes errors={check.errors} count={check.error_count} columns={check.columns} busy={busy} onFix={(fixes) => onCorrect({ fixes })} /></Panel> : null}
      <Changes check={check} />
      <Columns check={check} busy={busy} onCorrect={onCorrect} />
    </>
  )
}

function UnknownNames({ check, busy, onCorrect }: Props) {
  const { t } = useTexts()
  const { data: items } = useQuery(itemNames())
  const choices = [{ value: 'leave_out', label: t('suppliers:import.leave_out') }, ...(items ?? []).filter((item) => item.item_type !== 'finished_product').map((item) => ({ value: item.id, label: item.name }))]
  const suggested = check.unknown_products.filter((name) => name.suggestion && name.confidence >= likely)
  return (
    <Panel title={t('suppliers:import.unknown', { count: check.unknown_products.length })} aside={suggested.length > 0 ? <Button size="compact-sm" variant="default" disabled={busy} onClick={() => onCorrect({ products: Object.fromEntries(suggested.map((name) => [name.name, name.suggestion!.item_id])) })}>{t('suppliers:import.take_suggestions', { count: suggested.length })}</Button> : undefined}>
      <Text c="dimmed" mb="xs">{t('suppliers:import.unknown_text')}</Text>
      <SimpleTable label={t('suppliers:import.unknown', { count: check.unknown_products.length })} rows={check.unknown_products} rowKey={(name) => name.name} columns={[
        { header: t('import:in_file'), cell: (name) => <b>{name.name}</b> },
        { header: t('import:suggestion'), cell: (name) => (name.suggestion ? `${name.suggestion.name} (${formatPercent(name.confidence * 100, 0)})` : '–') },
        { header: t('import:becomes'), width: '18rem', cell: (name) => <Select aria-label={`${t('import:becomes')}: ${name.name}`} searchable disabled={busy} placeholder={t('suppliers:import.choose_item')} data={choices} value={null} onChange={(value) => { if (value) onCorrect({ products: { [name.name]: value === 'leave_out' ? null : value } }) }} /> },
      ]} />
    </Panel>
  )
}

function Changes({ check }: { check: PriceImport }) {
  const { t, quantity } = useTexts()
  const items = useItemNames()
  const [all, setAll] = useState(false)
  const rows = check.offers.filter((offer) => all || offer.change === 'added' || offer.change === 'changed')
  const difference = (offer: FileOffer) => (offer.percent === null ? '–' : `${decimal(offer.percent).gt(0) ? '+' : ''}${formatPercent(offer.percent)}`)
  return (
    <Panel title={t('suppliers:import.changes')} aside={<Switch size="sm" label={t('suppliers:import.show_all')} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />}>
      {rows.length === 0 ? <Text c="dimmed">{t('suppliers:import.no_changes')}</Text> : (
        <SimpleTable label={t('suppliers:import.changes')} rows={rows} rowKey={(offer) => String(offer.row)} columns={[
          { header: t('suppliers:prices.item'), cell: (offer) => (offer.item_id ? items.get(offer.item_id)?.name : null) ?? offer.product },
          { header: t('import:in_file'), cell: (offer) => offer.product },
          { header: t('suppliers:prices.pack'), cell: (offer) => (offer.price ? `${t(`common:unit.${offer.price.pack_unit}`, { defaultValue: offer.price.pack_unit })} ${quantity(offer.price.pack_quantity, items.get(offer.price.item_id)?.stock_unit)}` : '–') },
          { header: t('suppliers:import.old_price'), right: true, cell: (offer) => formatUnitPrice(offer.old_price) },
          { header: t('suppliers:import.new_price'), right: true, cell: (offer) => formatUnitPrice(offer.price?.unit_price) },
          { header: t('suppliers:import.difference'), right: true, cell: difference },
          { header: t('suppliers:prices.tiers'), cell: (offer) => offer.price?.tiers?.map((tier) => t('suppliers:prices.tier', { packs: formatQuantity(String(tier.from_packs)), price: formatUnitPrice(tier.unit_price) })).join(', ') || '–' },
          { header: t('common:field.status'), cell: (offer) => <StatusChip tone={tones[offer.change]} label={t(`suppliers:import.change.${offer.change}`)} /> },
        ]} />
      )}
    </Panel>
  )
}

function Columns({ check, busy, onCorrect }: Props) {
  const { t } = useTexts()
  const change = (index: number, role: PriceColumn | null) => {
    // A meaning belongs to one column only; prices for more may have several.
    const kept = Object.entries(check.mapping.roles as Record<string, PriceColumn>).filter(([column, other]) => Number(column) !== index && (other !== role || role === 'tier_price'))
    onCorrect({ mapping: { ...check.mapping, roles: { ...Object.fromEntries(kept), ...(role ? { [index]: role } : {}) } } })
  }
  return (
    <Panel title={t('suppliers:import.columns')}>
      <Group mb="xs"><Text c="dimmed">{t('suppliers:import.columns_text')}</Text></Group>
      <SimpleTable label={t('suppliers:import.columns')} rows={check.columns} rowKey={(column) => String(column.index)} columns={[
        { header: t('import:in_file'), cell: (column) => <b>{column.name || t('import:column_number', { number: column.index + 1 })}</b> },
        { header: t('import:means'), width: '18rem', cell: (column) => <Select aria-label={`${t('import:means')}: ${column.name}`} clearable disabled={busy} placeholder={t('import:ignore')} data={roles.map((role) => ({ value: role, label: t(`suppliers:import.role.${role}`) }))} value={column.role === 'ignored' ? null : column.role} onChange={(role) => change(column.index, role as PriceColumn | null)} /> },
      ]} />
    </Panel>
  )
}
