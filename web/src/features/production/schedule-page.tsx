import { ActionIcon, Alert, Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CalendarClock, ChevronLeft, ChevronRight, Clock, Printer, Sparkles, TriangleAlert, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { addDays, formatDay, today } from '@/lib/dates'
import { download } from '@/lib/csv'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { makeSchedule, moveTask, scheduleOf, scheduleSheet, undoMove, type DaySchedule, type ScheduledTask } from './api/schedule'
import { Gantt } from './gantt'
import { MoveTaskDialog } from './move-task-dialog'
import { ScheduleList } from './schedule-list'

/** Which machine does what and when; a person moves tasks, what follows is re-timed. */
export function SchedulePage() {
  const { t, timeZone, weekdayName } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const { date: wanted } = useSearch({ strict: false }) as { date?: string }
  const date = wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : today(timeZone)
  const { data: schedule, isPending, error, refetch } = useQuery(scheduleOf(date))
  const [everything, setEverything] = useState(false)
  const [opened, setOpened] = useState<ScheduledTask | null>(null)
  const go = (day: string) => void navigate({ to: '.', search: { date: day } as never })
  const show = (after: DaySchedule) => { client.setQueryData(scheduleOf(date).queryKey, after); void client.invalidateQueries({ queryKey: ['production', 'batches'] }) }
  const failed = (problem: unknown) => showToast(problemText(problem), 'bad')
  const make = useMutation({ mutationFn: () => makeSchedule(date), onSuccess: (made) => { show(made); showToast(t('floor:schedule.made')) }, onError: failed })
  const undo = useMutation({ mutationFn: () => undoMove(date), onSuccess: (moved) => { show(moved.schedule); showToast(t('floor:schedule.undone')) }, onError: failed })
  const move = useMutation({
    mutationFn: (to: { task: ScheduledTask; start: string; machine: string | null }) => moveTask(to.task.id, to.start, to.machine),
    onSuccess: (moved, to) => { show(moved.schedule); setOpened(null); showToast(t('floor:schedule.moved', { name: to.task.batch_name, count: moved.retimed.length })) },
    onError: (problem) => { if (!opened) failed(problem) },
  })
  const print = useMutation({ mutationFn: async () => download(await scheduleSheet(date), 'application/pdf', `${t('floor:schedule.file')}-${date}.pdf`), onError: failed })
  return (
    <>
      <PageHeader
        title={t('floor:schedule.title')}
        lead={
          <Group gap="xs">
            <ActionIcon variant="subtle" color="gray" aria-label={t('production:tomorrow.day_before')} onClick={() => go(addDays(date, -1))}><ChevronLeft size={18} /></ActionIcon>
            <span className="numbers">{weekdayName(date)}, {formatDay(date)}</span>
            <ActionIcon variant="subtle" color="gray" aria-label={t('production:tomorrow.day_after')} onClick={() => go(addDays(date, 1))}><ChevronRight size={18} /></ActionIcon>
          </Group>
        }
      >
        {schedule && isMember ? <Button variant="default" leftSection={<Undo2 size={17} />} disabled={!schedule.can_undo} loading={undo.isPending} onClick={() => undo.mutate()}>{t('floor:schedule.undo')}</Button> : null}
        {schedule ? <Button variant="default" leftSection={<Printer size={17} />} loading={print.isPending} onClick={() => print.mutate()}>{t('common:action.print')}</Button> : null}
        {schedule && isMember ? <Button leftSection={<Sparkles size={17} />} loading={make.isPending} onClick={() => make.mutate()}>{t('floor:schedule.again')}</Button> : null}
      </PageHeader>
      {error ? <Panel><ErrorState error={error} onRetry={() => void refetch()} /></Panel> : isPending ? <Stack><Skeleton height={44} radius="lg" /><Skeleton height={380} radius="lg" /></Stack> : !schedule || schedule.tasks.length === 0 ? (
        <Panel>
          <EmptyState icon={CalendarClock} title={t('floor:schedule.empty')} text={t('floor:schedule.empty_text')} action={isMember ? <Button leftSection={<Sparkles size={16} />} loading={make.isPending} onClick={() => make.mutate()}>{t('floor:schedule.make')}</Button> : null} />
        </Panel>
      ) : (
        <Stack gap="md">
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" className="numbers">{t('floor:schedule.sum', { tasks: schedule.tasks.length, hours: Math.floor(schedule.makespan_minutes / 60), minutes: schedule.makespan_minutes % 60, method: t(`floor:method.${schedule.method}`) })}</Text>
            <Switch className="no-print" label={t('floor:schedule.everything')} checked={everything} onChange={(event) => setEverything(event.currentTarget.checked)} />
          </Group>
          {schedule.lateness_minutes > 0 ? <Alert color="berry" icon={<TriangleAlert size={18} aria-hidden />}>{t('floor:schedule.lateness', { hours: Math.floor(schedule.lateness_minutes / 60), minutes: schedule.lateness_minutes % 60 })}</Alert> : null}
          <RetimedList schedule={schedule} />
          <ConflictList schedule={schedule} />
          {isPhone ? <ScheduleList schedule={schedule} everything={everything} onOpen={setOpened} /> : (
            <Panel flush label={t('floor:schedule.title')}>
              <Gantt schedule={schedule} everything={everything} canMove={isMember} onOpen={setOpened} onMove={(task, start) => move.mutate({ task, start, machine: task.equipment_id })} />
            </Panel>
          )}
          {!isPhone && isMember ? <Text size="sm" c="dimmed" className="no-print">{t('floor:schedule.keys')}</Text> : null}
        </Stack>
      )}
      {opened && schedule ? <MoveTaskDialog key={opened.id} task={opened} schedule={schedule} canMove={isMember} error={move.error} busy={move.isPending} onMove={(start, machine) => move.mutate({ task: opened, start, machine })} onClose={() => { setOpened(null); move.reset() }} /> : null}
    </>
  )
}

/** What a late or early batch has moved since the schedule was made. */
function RetimedList({ schedule: { retimed } }: { schedule: DaySchedule }) {
  const { t, time } = useTexts()
  if (!retimed) return null
  return (
    <Alert color="wheat" icon={<Clock size={18} aria-hidden />} title={t(retimed.minutes < 0 ? 'floor:schedule.retimed_early' : 'floor:schedule.retimed_late', { time: time(retimed.at), name: retimed.name, minutes: Math.abs(retimed.minutes) })}>
      <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
        {retimed.moved.map((one) => <li key={one.batch_id} className="numbers">{one.name}: {time(one.from)} → {time(one.to)}{one.is_late ? ` (${t('floor:schedule.late')})` : ''}</li>)}
      </ul>
    </Alert>
  )
}

function ConflictList({ schedule }: { schedule: DaySchedule }) {
  const { t, time } = useTexts()
  if (schedule.conflicts.length === 0) return null
  const tasks = new Map(schedule.tasks.map((task) => [task.id, task]))
  const words = (id: string | null | undefined) => { const task = id ? tasks.get(id) : undefined; return task ? `${task.batch_name} (${t(`floor:stage.${task.stage}`)}, ${time(task.start)})` : '' }
  return (
    <Alert color="wheat" icon={<TriangleAlert size={18} aria-hidden />} title={t('floor:schedule.conflicts', { count: schedule.conflicts.length })}>
      <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
        {schedule.conflicts.slice(0, 8).map((conflict, index) => <li key={index}>{[words(conflict.task_id), t(`floor:conflict.${conflict.kind}`), words(conflict.other_task_id)].filter(Boolean).join(' · ')}</li>)}
      </ul>
    </Alert>
  )
}
