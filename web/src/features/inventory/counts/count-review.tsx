import { Select, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { explainCount, type Count, type CountLine } from '../api/counts'
import { useReasonText } from '../lots/lot-words'

const reasons = ['count', 'loss', 'found', 'booking_error'] as const

/** Where what was counted is not what the books say, with a reason for each. */
export function CountReview({ count, lines, onExplained }: { count: Count; lines: readonly CountLine[]; onExplained?: (count: Count) => void }) {
  const { t, quantity } = useTexts()
  const problemText = useProblemText()
  const reasonText = useReasonText()
  const isMember = useMay('member')
  const explain = useMutation({ mutationFn: ({ line, reason }: { line: string; reason: string }) => explainCount(count, [{ line_id: line, reason_code: reason }]), onSuccess: onExplained, onError: (problem) => showToast(problemText(problem), 'bad') })
  const differing = lines.filter((line) => !decimal(line.difference).eq(0))
  if (lines.length === 0) return <EmptyState compact icon={Scale} title={t('counts:nothing')} />
  if (differing.length === 0) return <Text>{t('counts:all_right', { count: lines.length })}</Text>
  return (
    <SimpleTable label={t('counts:differences')} rows={differing} rowKey={(line) => line.id} columns={[
      { header: t('inventory:waste.item'), cell: (line) => line.name },
      { header: t('inventory:lots.code'), cell: (line) => line.lot_code },
      { header: t('counts:expected'), right: true, cell: (line) => quantity(line.expected, line.unit) },
      { header: t('counts:counted'), right: true, cell: (line) => quantity(line.counted, line.unit) },
      { header: t('counts:difference'), right: true, cell: (line) => <b style={{ color: decimal(line.difference).lt(0) ? 'var(--bad)' : 'var(--good)' }}>{signed(quantity(line.difference, line.unit), line.difference)}</b> },
      {
        header: t('common:field.reason'),
        cell: (line) => onExplained && isMember
          ? <Select size="sm" miw={150} aria-label={t('counts:reason_of', { item: line.name, lot: line.lot_code })} placeholder={t('counts:reason')} disabled={explain.isPending} data={reasons.map((reason) => ({ value: reason, label: t(`inventory:adjust_reason.${reason}`) }))} value={reasons.some((reason) => reason === line.reason_code) ? line.reason_code : null} onChange={(reason) => reason && explain.mutate({ line: line.id, reason })} />
          : reasonText(line.reason_code),
      },
    ]} />
  )
}
