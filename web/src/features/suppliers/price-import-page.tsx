import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, CircleCheck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Facts } from '@/ui/facts'
import { FileDrop } from '@/ui/file-drop'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { StepList } from '@/ui/step-list'
import { useTexts } from '@/ui/use-texts'
import { commitPriceList, correctPriceList, priceLists, undoPriceList, uploadPriceList, type DonePriceImport, type PriceImport } from './api/price-imports'
import { oneSupplier } from './api/suppliers'
import { PriceImportCheck } from './price-import-check'

/** A supplier's price list from a file: shown first, written after a look, taken back for 30 days. */
export function PriceImportPage() {
  const { t } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: supplier } = useQuery(oneSupplier(id))
  const problemText = useProblemText()
  const client = useQueryClient()
  const [check, setCheck] = useState<PriceImport | null>(null)
  const [done, setDone] = useState<DonePriceImport | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const guarded = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try { await work() } catch (problem) { setError(problem) } finally { setBusy(false) }
  }
  const upload = (file: File) => guarded(async () => setCheck(await uploadPriceList(id, file)))
  const commit = () => guarded(async () => {
    setDone(await commitPriceList(check!.id))
    await client.invalidateQueries({ queryKey: ['suppliers'] })
  })
  const again = () => { setCheck(null); setDone(null) }
  const now = done ? 2 : check ? 1 : 0
  const ready = check?.offers.filter((offer) => offer.change === 'added' || offer.change === 'changed').length ?? 0
  return (
    <>
      <PageHeader title={t('suppliers:import.title')} lead={<Anchor component={Link} to={`/app/database/suppliers/${id}`}>{supplier?.name ?? ''}</Anchor>} />
      <StepList steps={['file', 'check', 'result'].map((name) => t(`suppliers:import.step.${name}`))} now={now} />
      <Stack gap="md">
        {error ? <Text c="var(--bad)" role="alert">{problemText(error)}</Text> : null}
        {done ? <ResultPanel done={done} supplierId={id} onUndone={setDone} onAgain={again} /> : check ? (
          <>
            <PriceImportCheck check={check} busy={busy} onCorrect={(correction) => void guarded(async () => setCheck(await correctPriceList(check.id, correction)))} />
            <Group justify="space-between">
              <Button variant="default" leftSection={<ArrowLeft size={16} />} onClick={again}>{t('import:another')}</Button>
              <Button loading={busy} disabled={ready === 0} onClick={() => void commit()}>{ready === 0 ? t('suppliers:import.nothing') : t('suppliers:import.commit', { count: ready })}</Button>
            </Group>
          </>
        ) : (
          <>
            <Panel title={t('suppliers:import.step.file')}><FileDrop title={t('suppliers:import.drop_title')} text={t('suppliers:import.drop_text')} accept=".csv,.txt,.tsv,.xlsx,.xls" busy={busy} onChoose={(file) => void upload(file)} /></Panel>
            <EarlierLists supplierId={id} />
          </>
        )}
      </Stack>
    </>
  )
}

function ResultPanel({ done, supplierId, onUndone, onAgain }: { done: DonePriceImport; supplierId: string; onUndone: (done: DonePriceImport) => void; onAgain: () => void }) {
  const { t } = useTexts()
  return (
    <Panel title={t('suppliers:import.step.result')}>
      <Stack gap="md" aria-live="polite">
        <Text size="lg" fw={600}>{done.state === 'completed' ? <CircleCheck size={20} color="var(--good)" style={{ verticalAlign: '-4px' }} aria-hidden /> : null} {t(`suppliers:import.state.${done.state}`)}</Text>
        <Facts small facts={(['added', 'changed', 'unchanged'] as const).map((name) => ({ name: t(`suppliers:import.count.${name}`), value: formatNumber(done[name]) }))} />
        <Group gap="xs">
          <Button component={Link} to={`/app/database/suppliers/${supplierId}`}>{t('suppliers:import.see')}</Button>
          <Button variant="default" onClick={onAgain}>{t('import:another')}</Button>
          {done.state === 'completed' ? <UndoButton list={done} onUndone={onUndone} /> : null}
        </Group>
      </Stack>
    </Panel>
  )
}

/** The supplier's lists of before; a wrong one is taken back here. */
function EarlierLists({ supplierId }: { supplierId: string }) {
  const { t, instant } = useTexts()
  const { data } = useQuery(priceLists(supplierId))
  const lists = (data ?? []).filter((list) => list.state !== 'checked')
  return lists.length === 0 ? null : (
    <Panel title={t('suppliers:import.earlier')}>
      <SimpleTable label={t('suppliers:import.earlier')} rows={lists} rowKey={(list) => list.id} columns={[
        { header: t('suppliers:import.step.file'), cell: (list) => list.file_name },
        { header: t('suppliers:import.when'), cell: (list) => instant(list.completed_at) },
        { header: t('common:field.status'), cell: (list) => <StatusChip tone={list.state === 'completed' ? 'good' : 'plain'} label={t(`suppliers:import.state.${list.state}`)} /> },
        { header: t('suppliers:import.count.added'), right: true, cell: (list) => formatNumber(list.added) },
        { header: t('suppliers:import.count.changed'), right: true, cell: (list) => formatNumber(list.changed) },
        { header: <span className="visually-hidden">{t('import:undo')}</span>, cell: (list) => (list.state === 'completed' ? <UndoButton list={list} onUndone={() => undefined} /> : null) },
      ]} />
    </Panel>
  )
}

function UndoButton({ list, onUndone }: { list: DonePriceImport; onUndone: (list: DonePriceImport) => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const undo = async () => {
    onUndone(await undoPriceList(list.id))
    await client.invalidateQueries({ queryKey: ['suppliers'] })
  }
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" leftSection={<Undo2 size={15} />} onClick={() => setAsking(true)}>{t('import:undo')}</Button>
      <ConfirmDialog opened={asking} danger title={t('import:undo')} text={t('suppliers:import.undo_text', { file: list.file_name })} confirmLabel={t('import:undo')} onConfirm={undo} onClose={() => setAsking(false)} />
    </>
  )
}
