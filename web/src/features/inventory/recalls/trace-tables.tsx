import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay } from '@/lib/dates'
import { decimal, sum } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { Balance, Recipient } from '../api/recalls'

/** Who got what, in which lots, and what came back. */
export function RecipientTable({ recipients, extra }: { recipients: readonly Recipient[]; extra?: { header: string; cell: (row: Recipient) => ReactNode }[] }) {
  const { t, quantity } = useTexts()
  if (recipients.length === 0) return <Text c="dimmed">{t('recall:recipients.none')}</Text>
  return (
    <SimpleTable label={t('recall:recipients.title')} rows={recipients} rowKey={(row) => row.id} columns={[
      { header: t('recall:recipients.who'), cell: (row) => <>{row.name}<Text size="xs" c="dimmed">{t(`recall:recipient.${row.kind}`)}</Text></> },
      { header: t('common:field.day'), cell: (row) => formatDay(row.day) },
      { header: t('recall:recipients.what'), wide: true, cell: (row) => row.lines.map((line) => <div key={`${line.lot_id}-${line.item_id}`}>{line.item} · {line.lot_code} · {quantity(line.quantity, line.unit)}{decimal(line.returned).gt(0) ? ` · ${t('recall:recipients.returned', { quantity: quantity(line.returned, line.unit) })}` : ''}</div>) },
      ...(extra ?? []),
    ]} />
  )
}

/** In against out of each lot: what nothing explains is written in the last column. */
export function BalanceTable({ balance }: { balance: readonly Balance[] }) {
  const { t } = useTexts()
  const number = (value: string) => (decimal(value).eq(0) ? '–' : formatNumber(value, 0, 3))
  return (
    <SimpleTable label={t('recall:balance.title')} rows={balance} rowKey={(row) => row.lot_id} rowTone={(row) => (decimal(row.difference).eq(0) ? undefined : 'bad')} columns={[
      { header: t('inventory:lots.code'), cell: (row) => <><Anchor component={Link} to={`/app/operations/inventory/lots/${row.lot_id}`}>{row.lot_code}</Anchor><Text size="xs" c="dimmed">{row.item} ({t(`common:unit.${row.unit}`, { defaultValue: row.unit })})</Text></> },
      { header: t('recall:balance.received'), right: true, cell: (row) => number(row.received) },
      { header: t('recall:balance.used'), right: true, cell: (row) => number(row.used) },
      { header: t('recall:balance.delivered'), right: true, cell: (row) => number(sum([row.delivered, row.donated, row.sent_back]).toFixed()) },
      { header: t('recall:balance.wasted'), right: true, cell: (row) => number(row.wasted) },
      { header: t('recall:balance.moved'), right: true, cell: (row) => number(sum([row.transferred, row.transformed]).toFixed()) },
      { header: t('recall:balance.adjusted'), right: true, cell: (row) => number(sum([row.adjusted, row.corrected]).toFixed()) },
      { header: t('recall:balance.on_hand'), right: true, cell: (row) => number(row.on_hand) },
      { header: t('recall:balance.difference'), right: true, cell: (row) => formatNumber(row.difference, 0, 3) },
    ]} />
  )
}
