import { Button, Skeleton, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleX, Play, TriangleAlert } from 'lucide-react'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { readableParameters } from '@/lib/reasoning'
import { ErrorState } from '@/ui/error-state'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { UpdatedAt } from '@/ui/updated-at'
import { useTexts } from '@/ui/use-texts'
import { healthStatus } from './api/dashboard'
import { startRun } from './api/runs'
import classes from './health-card.module.css'

const icons = { green: CircleCheck, yellow: TriangleAlert, red: CircleX }
const stateIcons = { ok: CircleCheck, attention: TriangleAlert, problem: CircleX }

export function HealthCard() {
  const { t, list, instant, timeZone, weekdayName } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data, error, dataUpdatedAt, refetch } = useQuery(healthStatus())
  const day = today(timeZone)
  const run = useMutation({
    mutationFn: () => startRun(day),
    onSuccess: () => { showToast(t('dashboard:run.started')); void client.invalidateQueries({ queryKey: ['dashboard'] }) },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  if (error && !data) return <section className={classes.card} data-status="yellow"><ErrorState compact error={error} onRetry={() => void refetch()} /></section>
  if (!data) return <Skeleton height={150} radius="lg" />
  // Two orders that wait are two things, though they are one line of the list.
  const things = (state: string) => data.checklist.filter((check) => check.state === state).reduce((sum, check) => sum + Math.max(check.count ?? 1, 1), 0)
  const Icon = icons[data.status as keyof typeof icons] ?? TriangleAlert
  return (
    <section className={classes.card} data-status={data.status} aria-label={t('dashboard:health.title')}>
      <div className={classes.top}>
        <div>
          <Text className={classes.date}>{weekdayName(day)}, {formatDay(day)}</Text>
          <Title order={1} className={classes.headline}>{t(`dashboard:headline.${data.headline_key}`, readableParameters({ ...data.parameters, open: things('attention'), problems: things('problem') }, { list, instant, word: (_, value) => value }))}</Title>
        </div>
        <span className={classes.badge}><Icon size={20} aria-hidden />{t(`dashboard:health.${data.status}`)}</span>
      </div>
      <ul className={classes.checks}>
        {data.checklist.map((check) => { const CheckIcon = stateIcons[check.state as keyof typeof stateIcons] ?? TriangleAlert; return <li key={check.code} data-state={check.state}><CheckIcon size={16} aria-hidden /><span>{t(`dashboard:check.${check.code}`, { count: check.count })}</span></li> })}
      </ul>
      <div className={classes.foot}>
        <span>{data.last_run ? t('dashboard:health.last_run', { time: instant(data.last_run.completed_at ?? data.last_run.started_at), status: t(`dashboard:run.status.${data.last_run.status}`) }) : t('dashboard:health.no_run')}{data.last_run?.is_late ? ` ${t('dashboard:health.late')}` : ''}</span>
        {data.next_run_at ? <span>{t('dashboard:health.next_run', { time: instant(data.next_run_at) })}</span> : null}
        <UpdatedAt at={dataUpdatedAt} />
        {isAdmin ? <Button className={classes.run} size="xs" variant={data.last_run ? 'default' : 'filled'} leftSection={<Play size={15} />} loading={run.isPending} onClick={() => run.mutate()}>{t('dashboard:run.now')}</Button> : null}
      </div>
    </section>
  )
}
