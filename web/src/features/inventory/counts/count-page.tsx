import { Alert, Button, Progress, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ClipboardCheck, PackagePlus, X } from 'lucide-react'
import { useState } from 'react'
import { useLocationNames } from '@/api/lookups'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { cancelCount, oneCount, postCount, type Count } from '../api/counts'
import { CountEntry } from './count-entry'
import { countTones } from './counts-page'
import { CountReview } from './count-review'
import { FoundDialog } from './found-dialog'

/** One count: first everything is entered blind, then the differences are looked at and booked. */
export function CountPage() {
  const { t, instant } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const places = useLocationNames()
  const { data: count, error, refetch } = useQuery(oneCount(id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!count) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={48} /><Skeleton height={240} /></Stack>
  const title = t('counts:one', { location: places.get(count.location_id)?.name ?? '' })
  const lead = <>{t('counts:by_at', { user: count.started_by, time: instant(count.started_at) })}{count.note ? ` · ${count.note}` : ''}</>
  return (
    <>
      <PageHeader title={title} lead={lead}><StatusChip tone={countTones[count.status] ?? 'plain'} label={t(`counts:status.${count.status}`)} /></PageHeader>
      {count.status === 'open' ? <OpenCount count={count} /> : <Panel title={t('counts:differences')}><CountReview count={count} lines={count.lines.filter((line) => line.counted !== null)} /></Panel>}
    </>
  )
}

function OpenCount({ count }: { count: Count }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const [step, setStep] = useState<'enter' | 'review'>('enter')
  const [asking, setAsking] = useState<'found' | 'cancel' | 'post' | null>(null)
  const [moved, setMoved] = useState<readonly string[]>([])
  const counted = count.lines.filter((line) => line.counted !== null)
  const differing = counted.filter((line) => Number(line.difference) !== 0)
  const unexplained = differing.filter((line) => line.reason_code === null)
  const keep = (next: Count) => client.setQueryData(oneCount(count.id).queryKey, next)
  const book = async () => {
    try {
      keep(await postCount(count))
      await client.invalidateQueries({ queryKey: ['inventory'] })
      showToast(t('counts:posted', { count: differing.length }))
    } catch (failure) {
      const problem = Problem.of(failure)
      if (problem.code !== 'stock_moved_during_count') throw failure
      // Somebody used or moved these lots after they were counted: they are counted once more, the others stay.
      setMoved((problem.extra.lots as string[] | undefined) ?? [])
      setStep('enter')
      await client.invalidateQueries({ queryKey: ['inventory', 'count', count.id] })
    }
  }
  const movedLines = count.lines.filter((line) => line.lot_id && moved.includes(line.lot_id))
  return (
    <Stack gap="md">
      <SegmentedControl className="no-print" fullWidth value={step} onChange={(value) => setStep(value as 'enter' | 'review')} data={[{ value: 'enter', label: t('counts:step.enter') }, { value: 'review', label: t('counts:step.review', { count: differing.length }) }]} />
      {movedLines.length > 0 ? <Alert color="berry" role="alert" title={t('counts:moved')}>{t('counts:moved_text', { lots: movedLines.map((line) => `${line.name} (${line.lot_code})`).join(', ') })}</Alert> : null}
      <Panel
        title={t(step === 'enter' ? 'counts:step.enter' : 'counts:differences')}
        aside={step === 'enter' && isMember ? <Button size="compact-sm" variant="light" leftSection={<PackagePlus size={15} />} onClick={() => setAsking('found')}>{t('counts:found')}</Button> : null}
      >
        <Stack gap="md">
          <div>
            <Progress value={count.lines.length === 0 ? 0 : (100 * counted.length) / count.lines.length} aria-label={t('counts:progress', { done: counted.length, total: count.lines.length })} />
            <Text size="sm" c="dimmed" mt={4} className="numbers">{t('counts:progress', { done: counted.length, total: count.lines.length })}</Text>
          </div>
          {step === 'enter' ? <CountEntry count={count} moved={moved} onSaved={(next, lots) => { keep(next); setMoved(moved.filter((lot) => !lots.includes(lot))) }} /> : <CountReview count={count} lines={counted} onExplained={keep} />}
          {step === 'review' && unexplained.length > 0 ? <Text size="sm" c="var(--warn)" role="status">{t('counts:reasons_missing', { count: unexplained.length })}</Text> : null}
        </Stack>
      </Panel>
      {isMember ? (
        <Stack gap="xs" className="no-print" style={{ flexDirection: 'row', justifyContent: 'space-between', flexWrap: 'wrap' }}>
          <Button variant="subtle" color="gray" leftSection={<X size={16} />} onClick={() => setAsking('cancel')}>{t('counts:cancel')}</Button>
          {step === 'enter' ? <Button disabled={counted.length === 0} onClick={() => setStep('review')}>{t('counts:to_review')}</Button> : <Button leftSection={<ClipboardCheck size={17} />} disabled={counted.length === 0 || unexplained.length > 0} onClick={() => setAsking('post')}>{t('counts:post')}</Button>}
        </Stack>
      ) : null}
      {asking === 'found' ? <FoundDialog count={count} onSaved={keep} onClose={() => setAsking(null)} /> : null}
      {asking === 'cancel' ? <ConfirmDialog opened danger title={t('counts:cancel_title')} text={t('counts:cancel_text')} confirmLabel={t('counts:cancel')} onConfirm={async () => keep(await cancelCount(count))} onClose={() => setAsking(null)} /> : null}
      {asking === 'post' ? (
        <ConfirmDialog
          opened
          title={t('counts:post_title')}
          text={<>{t('counts:post_text', { count: differing.length })}{counted.length < count.lines.length ? ` ${t('counts:post_rest', { count: count.lines.length - counted.length })}` : ''}</>}
          confirmLabel={t('counts:post')}
          onConfirm={async () => { try { await book() } catch (failure) { showToast(problemText(failure), 'bad') } }}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Stack>
  )
}
