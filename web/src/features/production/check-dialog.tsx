import { Alert, Button, Group, Modal, SegmentedControl, Slider, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DecimalInput } from '@/ui/decimal-input'
import { ModalTitle } from '@/ui/modal-title'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { oneTemplate, recordCheck, releaseCheck, type Criterion, type QualityCheck } from './api/quality'

type Answers = Record<string, (string | null)[]>

/** Fills a check in, or shows what it found; what failed can be released with a reason. */
export function CheckDialog({ check, onDone, onClose }: { check: QualityCheck; onDone: () => Promise<unknown>; onClose: () => void }) {
  const { t, instant } = useTexts()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const [releasing, setReleasing] = useState(false)
  const canRelease = isAdmin && check.status === 'failed' && check.critical_failed.length === 0
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{`${check.batch_name} · ${check.template_name}`}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <Stack gap="md">
        {check.status === 'due' && isMember ? <CheckForm check={check} onDone={onDone} onClose={onClose} /> : <Found check={check} />}
        {check.status === 'failed' && check.critical_failed.length > 0 ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />}>{t('floor:check.critical', { names: check.critical_failed.join(', ') })}</Alert> : null}
        {check.released_at ? <Text size="sm">{t('floor:check.released_by', { user: check.released_by ?? '–', time: instant(check.released_at), reason: check.release_reason ?? '' })}</Text> : null}
        {canRelease ? <Group justify="flex-end"><Button onClick={() => setReleasing(true)}>{t('floor:check.release')}</Button></Group> : null}
      </Stack>
      {releasing ? <ConfirmDialog opened title={t('floor:check.release_title', { name: check.batch_name })} text={t('floor:check.release_text')} confirmLabel={t('floor:check.release')} reasonLabel={t('common:field.reason')} onConfirm={async (reason) => { await releaseCheck(check.id, reason); await onDone(); showToast(t('floor:check.released')); onClose() }} onClose={() => setReleasing(false)} /> : null}
    </Modal>
  )
}

function CheckForm({ check, onDone, onClose }: { check: QualityCheck; onDone: () => Promise<unknown>; onClose: () => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const { data: template } = useQuery(oneTemplate(check.template_id))
  const [answers, setAnswers] = useState<Answers>({})
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (!template) return <Text c="dimmed">…</Text>
  const size = (criterion: Criterion) => criterion.type === 'measurement' ? (template.sample_size ?? 1) : 1
  const of = (criterion: Criterion) => answers[criterion.name] ?? Array.from({ length: size(criterion) }, () => criterion.type === 'score' ? '8' : null)
  const set = (criterion: Criterion, index: number, value: string | null) => setAnswers((before) => ({ ...before, [criterion.name]: of(criterion).map((old, at) => (at === index ? value : old)) }))
  const complete = template.criteria.every((criterion) => of(criterion).every((value) => value !== null))
  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      const done = await recordCheck(check.id, template.criteria.map((criterion) => ({ name: criterion.name, values: of(criterion) as string[] })), note.trim() || null)
      await onDone()
      showToast(t(done.status === 'passed' ? 'floor:check.passed' : 'floor:check.failed', { name: check.batch_name }), done.status === 'passed' ? 'good' : 'bad')
      onClose()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
      {template.criteria.map((criterion) => (
        <div key={criterion.name} role="group" aria-label={criterion.name}>
          <Text fw={600}>{criterion.name}{criterion.is_critical ? ` · ${t('floor:check.is_critical')}` : ''}</Text>
          {criterion.type === 'boolean' ? <SegmentedControl fullWidth mt={6} value={of(criterion)[0] ?? ''} onChange={(value) => set(criterion, 0, value)} data={[{ value: '1', label: t('common:yes') }, { value: '0', label: t('common:no') }]} /> : criterion.type === 'score' ? (
            <Slider mt="sm" mb="lg" min={0} max={10} step={1} value={Number(of(criterion)[0] ?? 8)} onChange={(value) => set(criterion, 0, String(value))} label={null} thumbLabel={criterion.name} marks={[0, 5, 10].map((value) => ({ value, label: String(value) }))} />
          ) : (
            <Group gap="xs" mt={6} grow preventGrowOverflow={false}>
              {of(criterion).map((value, index) => <DecimalInput key={index} label={t('floor:check.piece', { number: index + 1, unit: criterion.unit ?? '' })} value={value} onChange={(next) => set(criterion, index, next)} description={t('floor:check.limits', { min: formatNumber(criterion.min, 0, 2), max: formatNumber(criterion.max, 0, 2) })} />)}
            </Group>
          )}
        </div>
      ))}
      <Textarea label={t('floor:check.note')} value={note} autosize maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button disabled={!complete} loading={busy} onClick={() => void save()}>{t('floor:check.save')}</Button>
      </Group>
    </>
  )
}

function Found({ check }: { check: QualityCheck }) {
  const { t, instant } = useTexts()
  return (
    <>
      <Text className="numbers">{check.score === null ? t(`floor:check_status.${check.status}`) : t('floor:check.score', { score: formatNumber(check.score, 0, 1), threshold: formatNumber(check.threshold, 0, 1), user: check.checked_by ?? '–', time: instant(check.checked_at) })}</Text>
      {check.results.length > 0 ? <SimpleTable label={t('floor:quality.criteria')} rows={check.results} rowKey={(row) => row.name} columns={[{ header: t('floor:quality.criterion'), cell: (row) => row.name }, { header: t('floor:quality.values'), right: true, cell: (row) => (row.values as string[]).map((value) => formatNumber(value, 0, 2)).join(' · ') }]} /> : null}
      {check.note ? <Text size="sm">{check.note}</Text> : null}
    </>
  )
}
