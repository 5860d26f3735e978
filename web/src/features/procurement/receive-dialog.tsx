import { SimpleGrid, Skeleton, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { ErrorState } from '@/ui/error-state'
import { useTexts } from '@/ui/use-texts'
import { keepPhoto, receiptProposal, receiveDelivery, refuseDelivery, type ReceiptProposal } from './api/delivery'
import type { PurchaseOrder } from './api/purchase-order'
import { ReceiptLineFields } from './receipt-line'
import { accepted, dataOf, isTooMuch, lineOf, missing, type ReceiptLine } from './receipt-rules'

/** Goods in. Quantities start at what is still missing, dates at the shelf life; chilled goods are measured. */
export function ReceiveDialog({ order, onClose, onDone }: { order: PurchaseOrder; onClose: () => void; onDone: () => void }) {
  const { data, error, refetch } = useQuery(receiptProposal(order.id))
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  return data ? <ReceiptForm proposal={data} onClose={onClose} onDone={onDone} /> : <Skeleton height={80} />
}

function ReceiptForm({ proposal, onClose, onDone }: { proposal: ReceiptProposal; onClose: () => void; onDone: () => void }) {
  const { t } = useTexts()
  const [lines, setLines] = useState<ReceiptLine[]>(() => proposal.lines.map((line) => lineOf(line)))
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const came = lines.filter((line) => decimal(line.delivered).gt(0))
  const nothing = came.length > 0 && came.every((line) => decimal(accepted(line)).eq(0))
  const tooMuch = isTooMuch(lines)
  const wanting = lines.map(missing).find((text) => text !== null) ?? (tooMuch && !reason.trim() ? 'too_much' : null)
  const run = async () => {
    const photos = new Map(await Promise.all(came.filter((line) => line.photo).map(async (line) => [line.key, await keepPhoto(line.photo!)] as const)))
    const data = dataOf(lines, note, tooMuch && !nothing ? reason : '', photos)
    return nothing ? refuseDelivery(proposal.purchase_order_id, data, came[0]!.rejection.trim()) : receiveDelivery(proposal.purchase_order_id, data)
  }
  return (
    <ActDialog title={t('purchase_orders:receive.title', { number: proposal.po_number })} act={nothing ? t('buying:receipt.refuse_all') : t('purchase_orders:receive.submit')} danger={nothing} size="lg" ready={came.length > 0 && wanting === null} run={run} done={nothing ? t('buying:receipt.refused', { number: proposal.po_number }) : t('purchase_orders:done.receive', { number: proposal.po_number })} onDone={onDone} refresh={['procurement', 'inventory', 'dashboard']} onClose={onClose}>
      {lines.map((line, index) => (
        <ReceiptLineFields
          key={line.key}
          line={line}
          first={index === 0}
          onChange={(changed) => setLines((before) => before.map((other) => (other.key === line.key ? changed : other)))}
          onSplit={() => setLines((before) => before.flatMap((other) => (other.key === line.key ? [other, { ...lineOf(line.proposed, '0'), temperature: line.temperature }] : [other])))}
        />
      ))}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('buying:receipt.note')} description={t('buying:receipt.note_help')} maxLength={60} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {tooMuch ? <TextInput label={t('buying:receipt.too_much')} withAsterisk maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} /> : null}
      </SimpleGrid>
      <Text size="sm" c="dimmed" aria-live="polite">{wanting ? t(`buying:receipt.missing.${wanting}`) : ''}</Text>
    </ActDialog>
  )
}
