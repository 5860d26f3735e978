import { Button, Group, Modal, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Brain, GraduationCap, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatNumber, formatShare, signed } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { ModalTitle } from '@/ui/modal-title'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { activateModel, latestJob, modelMetrics, modelPage, productModels, startTraining, type Model } from './api/models'
import classes from './models-page.module.css'

const tones: Record<Model['state'], Tone> = { active: 'good', candidate: 'info', retired: 'plain', rejected: 'plain' }

/** The register of models: what serves each product, how far it errs, and what competed. */
export function ModelsPage() {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const items = useItemNames()
  const names = useLocationNames()
  const [open, setOpen] = useState<Model | null>(null)
  const { data: job } = useQuery(latestJob())
  const running = job?.state === 'pending' || job?.state === 'running'
  useEffect(() => { if (job && !running) void client.invalidateQueries({ queryKey: ['training', 'models'] }) }, [client, job, running])
  const train = useMutation({ mutationFn: startTraining, onSuccess: async () => { await client.invalidateQueries({ queryKey: ['training', 'job'] }); showToast(t('forecasting:models.queued')) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const product = (row: Model) => items.get(row.item_id)?.name ?? '–'
  const algorithm = (name: string) => t(`forecasting:algorithm.${name}`, { defaultValue: name })
  const columns: Column<Model>[] = [
    { id: 'product', header: t('forecasting:models.product'), phone: 'title', cell: product, value: product },
    { id: 'shop', header: t('forecasting:models.shop'), cell: (row) => names.get(row.location_id)?.name ?? '–', value: (row) => names.get(row.location_id)?.name },
    { id: 'algorithm', header: t('forecasting:models.algorithm'), cell: (row) => algorithm(row.algorithm), value: (row) => algorithm(row.algorithm) },
    { id: 'state', header: t('forecasting:models.state'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.state]} label={t(`forecasting:model_state.${row.state}`)} />, value: (row) => t(`forecasting:model_state.${row.state}`) },
    { id: 'wape', header: t('forecasting:models.wape'), align: 'right', cell: (row) => formatShare(row.wape), value: (row) => ({ text: row.wape ?? '', number: row.wape ?? undefined }) },
    { id: 'baseline', header: t('forecasting:models.baseline'), align: 'right', cell: (row) => formatShare(row.baseline_wape), value: (row) => ({ text: row.baseline_wape ?? '', number: row.baseline_wape ?? undefined }) },
    { id: 'skill', header: t('forecasting:models.skill'), align: 'right', cell: (row) => (row.is_baseline ? '–' : signed(formatShare(row.skill_vs_baseline), row.skill_vs_baseline)), value: (row) => ({ text: row.skill_vs_baseline ?? '', number: row.skill_vs_baseline ?? undefined }) },
    { id: 'observations', header: t('forecasting:models.observations'), align: 'right', cell: (row) => formatNumber(row.observations), value: (row) => ({ text: String(row.observations), number: String(row.observations) }) },
    { id: 'made', header: t('forecasting:models.made'), hidden: true, phone: 'none', cell: (row) => <span className="numbers">{instant(row.created_at)}</span>, value: (row) => instant(row.created_at) },
  ]
  return (
    <>
      <PageHeader title={t('forecasting:models.title')} lead={t('forecasting:models.lead')}>
        {isMember ? <Button leftSection={<GraduationCap size={17} />} loading={train.isPending} disabled={running} onClick={() => train.mutate()}>{t('forecasting:models.train')}</Button> : null}
      </PageHeader>
      {running ? <div className={classes.progress} role="status"><Text size="sm">{t('forecasting:models.training', { progress: job.progress })} {job.stage === 'pool' ? t('forecasting:models.stage_pool') : job.stage === 'series' ? t('forecasting:models.stage_series', { done: job.succeeded + job.failed, total: job.series }) : ''} {job.eta_seconds ? t('forecasting:models.eta', { seconds: job.eta_seconds }) : ''}</Text><Progress value={job.progress} aria-label={t('forecasting:models.train')} /></div> : null}
      <DataTable
        title={t('forecasting:models.title')}
        searchable={false}
        queryKey={['training', 'models']}
        fetchPage={modelPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={setOpen}
        filters={[
          { name: 'item_id', label: t('forecasting:models.product'), single: true, options: [...items.values()].filter((item) => item.item_type === 'finished_product' || item.item_type === 'resale').map((item) => ({ value: item.id, label: item.name })) },
          { name: 'state', label: t('forecasting:models.state'), single: true, options: Object.keys(tones).map((state) => ({ value: state, label: t(`forecasting:model_state.${state}`) })) },
        ]}
        empty={<EmptyState icon={Brain} title={t('forecasting:models.empty')} text={t('forecasting:models.empty_text')} />}
      />
      {open ? <ModelDialog key={open.id} model={open} title={`${product(open)}, ${names.get(open.location_id)?.name ?? '–'}`} algorithm={algorithm} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function ModelDialog({ model, title, algorithm, onClose }: { model: Model; title: string; algorithm: (name: string) => string; onClose: () => void }) {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data, error, refetch } = useQuery(modelMetrics(model.id))
  const { data: versions } = useQuery(productModels(model.item_id))
  const own = (versions ?? []).filter((version) => version.location_id === model.location_id)
  const activate = useMutation({ mutationFn: () => activateModel(model.id), onSuccess: async () => { await client.invalidateQueries({ queryKey: ['training'] }); showToast(t('forecasting:models.activated')); onClose() }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const metrics = data?.metrics
  const facts: [string, string][] = metrics ? [
    [t('forecasting:models.wape'), formatShare(metrics.wape)], [t('forecasting:models.baseline'), formatShare(data.baseline_metrics?.wape ?? metrics.baseline_wape)], [t('forecasting:models.mae'), formatNumber(metrics.mae, 0, 1)],
    [t('forecasting:models.bias'), signed(formatShare(metrics.bias), metrics.bias)], [t('forecasting:models.coverage'), formatShare(data.calibrated_coverage80 ?? metrics.coverage80)],
  ] : []
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Group gap="xs"><b>{t('forecasting:models.number', { algorithm: algorithm(model.algorithm), number: model.number })}</b><StatusChip tone={tones[model.state]} label={t(`forecasting:model_state.${model.state}`)} /></Group>
        <Text size="sm">{t(`forecasting:model_choice.${model.choice}`)}</Text>
        <Text size="sm" c="dimmed" className="numbers">{t('forecasting:models.trained')}: {formatDay(model.trained_from)} – {formatDay(model.trained_to)}</Text>
        {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={140} /> : (
          <>
            <dl className={classes.facts}>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="numbers">{value}</dd></div>)}</dl>
            {data.candidates.length === 0 ? <Text size="sm" c="dimmed">{t('forecasting:models.no_rivals')}</Text> : (
              <div>
                <Text fw={600} mb={4}>{t('forecasting:models.rivals')}</Text>
                <SimpleTable label={t('forecasting:models.rivals')} rows={[...data.candidates].sort((a, b) => a.relative_loss - b.relative_loss)} rowKey={(row) => row.algorithm} columns={[
                  { header: t('forecasting:models.rival'), cell: (row) => algorithm(row.algorithm) },
                  { header: t('forecasting:models.loss'), right: true, cell: (row) => formatShare(row.relative_loss) },
                  { header: t('forecasting:models.better'), right: true, cell: (row) => formatShare(row.better_share) },
                ]} />
              </div>
            )}
          </>
        )}
        {own.length > 1 ? (
          <div>
            <Text fw={600} mb={4}>{t('forecasting:models.versions')}</Text>
            <SimpleTable label={t('forecasting:models.versions')} rows={own.slice(0, 12)} rowKey={(row) => row.id} columns={[
              { header: t('forecasting:models.version'), cell: (row) => `${row.number} · ${algorithm(row.algorithm)}` },
              { header: t('forecasting:models.made'), cell: (row) => instant(row.created_at) },
              { header: t('forecasting:models.wape'), right: true, cell: (row) => formatShare(row.wape) },
              { header: t('forecasting:models.state'), cell: (row) => t(`forecasting:model_state.${row.state}`) },
            ]} />
          </div>
        ) : null}
        {isAdmin && model.state !== 'active' ? <Group justify="flex-end"><Button leftSection={<Play size={16} />} loading={activate.isPending} onClick={() => activate.mutate()}>{t('forecasting:models.activate')}</Button></Group> : null}
      </Stack>
    </Modal>
  )
}
