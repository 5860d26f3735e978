import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Printer, Siren, Timer } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import { oneLot } from '../api/lots'
import { traceBackward, traceForward } from '../api/recalls'
import { Expiry, LotStateChip } from '../lots/lot-words'
import { DrillDialog, OpenRecallDialog } from './recall-dialogs'
import { BalanceTable, RecipientTable } from './trace-tables'
import { TraceTree } from './trace-tree'

/** One lot both ways: who got it, what it came from, and whether everything of it is accounted for. */
export function LotTrace({ lotId, onClose }: { lotId: string; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const navigate = useNavigate()
  const isAdmin = useMay('admin')
  const items = useItemNames()
  const [way, setWay] = useState<'forward' | 'backward'>('forward')
  const [act, setAct] = useState<'recall' | 'drill' | null>(null)
  const { data: lot, error, refetch } = useQuery(oneLot(lotId))
  const forward = useQuery(traceForward(lotId))
  const backward = useQuery(traceBackward(lotId))
  const shown = way === 'forward' ? forward : backward
  const failed = error ?? shown.error
  if (failed) return <ErrorState error={failed} onRetry={() => { void refetch(); void shown.refetch() }} />
  if (!lot || !forward.data) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={110} /><Skeleton height={240} /></Stack>
  const item = items.get(lot.item_id)
  const show = (id: string) => void navigate({ to: `/app/operations/recall/${id}` })
  const lots = forward.data.nodes.filter((node) => node.kind === 'lot').length
  return (
    <Stack gap="md">
      <Panel title={`${item?.name ?? ''} · ${lot.lot_code}`} aside={<Button className="no-print" size="compact-sm" variant="subtle" style={{ flexShrink: 0 }} leftSection={<ArrowLeft size={15} />} onClick={onClose}>{t('recall:other_lot')}</Button>}>
        <Stack gap="md">
          <Facts facts={[
            { name: t('recall:field.lots'), value: lots },
            { name: t('recall:field.recipients'), value: forward.data.recipients.length },
            { name: t('inventory:lots.quantity'), value: quantity(lot.quantity, item?.stock_unit) },
            { name: t('inventory:lots.expires'), value: <Expiry day={lot.expires_on} /> },
            { name: t('common:field.status'), value: <LotStateChip state={lot.state} /> },
          ]} />
          <Group gap="xs" className="no-print">
            {isAdmin ? <Button color="berry.7" leftSection={<Siren size={17} />} onClick={() => setAct('recall')}>{t('recall:open')}</Button> : null}
            {isAdmin ? <Button variant="default" leftSection={<Timer size={17} />} onClick={() => setAct('drill')}>{t('recall:drill_act')}</Button> : null}
            <Button variant="default" leftSection={<Printer size={17} />} onClick={() => window.print()}>{t('common:action.print')}</Button>
          </Group>
        </Stack>
      </Panel>
      <SegmentedControl className="no-print" value={way} onChange={(value) => setWay(value as 'forward' | 'backward')} data={[{ value: 'forward', label: t('recall:forward') }, { value: 'backward', label: t('recall:backward') }]} />
      <Panel title={t(way === 'forward' ? 'recall:forward' : 'recall:backward')}>{shown.data ? <TraceTree trace={shown.data} /> : <Skeleton height={160} />}</Panel>
      {way === 'forward' ? <Panel title={t('recall:recipients.title')}><RecipientTable recipients={forward.data.recipients} /></Panel> : null}
      <Panel title={t('recall:balance.title')}><Stack gap="xs"><Text size="sm" c="dimmed">{t('recall:balance.lead')}</Text><BalanceTable balance={(shown.data ?? forward.data).mass_balance} /></Stack></Panel>
      {act === 'recall' ? <OpenRecallDialog lot={lot} lots={lots} recipients={forward.data.recipients.length} onOpened={show} onClose={() => setAct(null)} /> : null}
      {act === 'drill' ? <DrillDialog lot={lot} onDone={show} onClose={() => setAct(null)} /> : null}
    </Stack>
  )
}
