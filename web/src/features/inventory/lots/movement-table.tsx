import { Button } from '@mantine/core'
import { History, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { useTexts } from '@/ui/use-texts'
import { movementPage, type Movement } from '../api/lots'
import { CorrectMovementDialog, isCorrectable } from './correct-movement-dialog'
import { useReasonText } from './lot-words'

const types = ['purchase', 'production_use', 'production_output', 'sale', 'waste', 'donation', 'adjustment', 'transfer_out', 'transfer_in', 'return_in', 'return_out', 'opening', 'transformation_out', 'transformation_in', 'correction'] as const

/** Everything that changed the stock of an item or a lot, the last first. It cannot be changed, only corrected by another movement. */
export function MovementTable({ of, unit, codes }: { of: { item_id?: string; lot_id?: string }; unit: string; codes?: ReadonlyMap<string, string> }) {
  const { t, instant, quantity } = useTexts()
  const reason = useReasonText()
  const isAdmin = useMay('admin')
  const [correcting, setCorrecting] = useState<Movement | null>(null)
  const reference = (row: Movement) => (row.reference_type ? t(`inventory:reference.${row.reference_type}`, { defaultValue: row.reference_type }) : '–')
  const columns: Column<Movement>[] = [
    { id: 'when', header: t('inventory:movements.when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'type', header: t('inventory:movements.type'), phone: 'title', cell: (row) => t(`inventory:movement.${row.type}`), value: (row) => t(`inventory:movement.${row.type}`) },
    { id: 'quantity', header: t('inventory:lots.quantity'), align: 'right', phone: 'corner', cell: (row) => <span style={{ color: decimal(row.quantity).lt(0) ? 'var(--bad)' : 'var(--good)' }}>{signed(quantity(row.quantity, unit), row.quantity)}</span>, value: (row) => ({ text: row.quantity, number: row.quantity }) },
    ...(codes ? [{ id: 'lot', header: t('inventory:lots.code'), cell: (row: Movement) => codes.get(row.lot_id ?? '') ?? '–', value: (row: Movement) => codes.get(row.lot_id ?? '') }] : []),
    { id: 'after', header: t('inventory:movements.after'), align: 'right', cell: (row) => quantity(row.quantity_after, unit), value: (row) => ({ text: row.quantity_after, number: row.quantity_after }) },
    { id: 'reason', roomy: true, header: t('common:field.reason'), cell: (row) => `${reason(row.reason_code)}${row.is_deviation ? ` · ${t('inventory:movements.deviation')}` : ''}`, value: (row) => reason(row.reason_code) },
    { id: 'reference', roomy: true, header: t('inventory:movements.reference'), cell: reference, value: reference },
    { id: 'actor', header: t('inventory:movements.actor'), cell: (row) => row.actor_name || '–', value: (row) => row.actor_name },
    { id: 'entered', header: t('inventory:movements.entered'), hidden: true, phone: 'none', cell: (row) => instant(row.created_at), value: (row) => instant(row.created_at) },
    ...(isAdmin ? [{ id: 'act', header: t('inventory:movement_correct.act'), cell: (row: Movement) => (isCorrectable(row) ? <Button size="compact-sm" variant="subtle" color="gray" leftSection={<PencilLine size={15} aria-hidden />} aria-label={t('inventory:movement_correct.one', { type: t(`inventory:movement.${row.type}`), time: instant(row.event_time) })} onClick={() => setCorrecting(row)}>{t('inventory:movement_correct.act')}</Button> : '–'), value: () => null }] : []),
  ]
  return (
    <>
      <DataTable
        title={t('inventory:movements.title')}
        searchable={false}
        queryKey={['inventory', 'movements', of]}
        fetchPage={movementPage(of)}
        columns={columns}
        rowId={(row) => row.id}
        filters={[{ name: 'type', single: true, label: t('inventory:movements.type'), options: types.map((type) => ({ value: type, label: t(`inventory:movement.${type}`) })) }]}
        empty={<EmptyState compact icon={History} title={t('inventory:movements.none')} />}
      />
      {correcting ? <CorrectMovementDialog movement={correcting} unit={unit} onClose={() => setCorrecting(null)} /> : null}
    </>
  )
}
