import { Button, Group, Progress, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatNumber, formatPercent } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { endOverride, overrideTrust, scorecard, type Scorecard } from './api/records'
import classes from './scorecard-panel.module.css'

const parts = [['on_time', 30], ['complete', 20], ['quality', 25], ['price', 15], ['confirmation', 10]] as const

/** The score with what it is made of; an admin's own judgement stands beside it, never instead of it. */
export function ScorecardPanel({ supplierId }: { supplierId: string }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const [judging, setJudging] = useState(false)
  const { data, error, refetch } = useQuery(scorecard(supplierId))
  const end = useMutation({ mutationFn: () => endOverride(supplierId), onSuccess: () => client.invalidateQueries({ queryKey: ['suppliers'] }) })
  const aside = isAdmin && data ? <Group gap="xs">{data.trust_reason ? <Button size="compact-sm" variant="subtle" loading={end.isPending} onClick={() => end.mutate()}>{t('suppliers:score.end_override')}</Button> : null}<Button size="compact-sm" variant="default" onClick={() => setJudging(true)}>{t('suppliers:score.override')}</Button></Group> : null
  return (
    <Panel title={t('suppliers:score.title')} aside={aside} footer={t('suppliers:score.formula')}>
      {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : data ? <Card data={data} /> : <Skeleton height={120} />}
      {judging && data ? <OverrideDialog data={data} onClose={() => setJudging(false)} /> : null}
    </Panel>
  )
}

function Card({ data }: { data: Scorecard }) {
  const { t } = useTexts()
  const score = (value: string) => formatNumber(value, 0, 0)
  return (
    <Stack gap="md">
      <div className={classes.card}>
        <div>
          <div className={`numbers ${classes.score}`}>{score(data.trust_score)}<span> / 100</span></div>
          <Text size="sm" c="dimmed">{data.trust_reason ? t('suppliers:score.overridden', { score: score(data.score), reason: data.trust_reason }) : data.deliveries < 5 ? t('suppliers:score.few', { count: data.deliveries }) : t('suppliers:score.of', { count: data.deliveries })}</Text>
        </div>
        <div className={classes.parts}>
          {parts.map(([name, weight]) => (
            <div key={name}>
              <Group justify="space-between" gap="xs"><Text size="sm">{t(`suppliers:score.${name}`)} <Text span size="xs" c="dimmed">{weight} %</Text></Text><Text size="sm" fw={600} className="numbers">{data.deliveries === 0 ? '–' : score(data[name])}</Text></Group>
              <Progress value={Number(data[name])} size="sm" color={decimal(data[name]).gte(80) ? 'sage.6' : decimal(data[name]).gte(60) ? 'wheat.5' : 'berry.6'} aria-label={t(`suppliers:score.${name}`)} />
            </div>
          ))}
        </div>
      </div>
      {data.rows.length > 0 ? (
        <SimpleTable label={t('suppliers:score.deliveries')} rows={data.rows.slice(0, 12)} rowKey={(row) => row.delivery_id} columns={[
          { header: t('suppliers:score.received_on'), cell: (row) => formatDay(row.received_on) },
          { header: t('suppliers:score.expected_on'), cell: (row) => formatDay(row.expected_on) },
          { header: t('suppliers:score.on_time'), cell: (row) => t(row.on_time ? 'common:yes' : 'common:no') },
          { header: t('suppliers:score.complete'), right: true, cell: (row) => formatPercent(row.complete_percent, 0) },
          { header: t('suppliers:score.quality'), right: true, cell: (row) => formatPercent(row.accepted_percent, 0) },
          { header: t('suppliers:score.price'), right: true, cell: (row) => formatPercent(row.price_percent, 0) },
          { header: t('suppliers:score.confirmation'), cell: (row) => t(row.confirmed_in_time ? 'common:yes' : 'common:no') },
        ]} />
      ) : <Text size="sm" c="dimmed">{t('suppliers:score.none')}</Text>}
    </Stack>
  )
}

function OverrideDialog({ data, onClose }: { data: Scorecard; onClose: () => void }) {
  const { t } = useTexts()
  const [score, setScore] = useState<string | null>(decimal(data.trust_score).toFixed())
  const [reason, setReason] = useState('')
  return (
    <ActDialog title={t('suppliers:score.override')} act={t('common:action.save')} ready={score !== null && decimal(score).gte(0) && decimal(score).lte(100) && reason.trim().length >= 3} run={() => overrideTrust(data.supplier_id, score!, reason.trim())} refresh={['suppliers']} onClose={onClose}>
      <QuantityInput data-autofocus label={t('suppliers:field.trust_score')} unit="/ 100" value={score} onChange={setScore} />
      <Textarea label={t('common:field.reason')} withAsterisk autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActDialog>
  )
}
