import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { ModalTitle } from '@/ui/modal-title'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import type { DaySchedule, ScheduledTask } from './api/schedule'
import classes from './gantt.module.css'
import { addMinutes } from './schedule-rules'

interface MoveTaskDialogProps {
  task: ScheduledTask
  schedule: DaySchedule
  canMove: boolean
  error: unknown
  busy: boolean
  onMove: (start: string, equipmentId: string | null) => void
  onClose: () => void
}

/** Re-times one task with buttons that a thumb hits, or takes it to another machine. */
export function MoveTaskDialog({ task, schedule, canMove, error, busy, onMove, onClose }: MoveTaskDialogProps) {
  const { t, time, instant } = useTexts()
  const problemText = useProblemText()
  const [minutes, setMinutes] = useState(0)
  const [machine, setMachine] = useState(task.equipment_id)
  const own = schedule.machines.find((entry) => entry.id === task.equipment_id)
  const others = schedule.machines.filter((entry) => entry.kind === own?.kind)
  const start = addMinutes(task.start, minutes)
  const open = canMove && task.batch_status === 'pending'
  const conflicts = schedule.conflicts.filter((conflict) => conflict.task_id === task.id || conflict.other_task_id === task.id)
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{task.batch_name}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
        <Group gap="xs">
          <StatusChip tone="plain" label={t(`floor:stage.${task.stage}`)} />
          {task.is_late ? <StatusChip tone="bad" label={t('floor:schedule.late')} icon={CircleAlert} /> : null}
          {task.is_pinned ? <StatusChip tone="info" label={t('floor:schedule.pinned')} /> : null}
          <span className="numbers">{task.batch_number}</span>
        </Group>
        <Text className="numbers" fz="lg" fw={650} aria-live="polite">{instant(start)} – {time(addMinutes(start, task.minutes))}</Text>
        {task.due_at ? <Text size="sm" c="dimmed" className="numbers">{t('floor:schedule.due', { time: instant(task.due_at) })}</Text> : null}
        {conflicts.map((conflict, index) => <Text key={index} size="sm" c="var(--bad)">{t(`floor:conflict.${conflict.kind}`)}</Text>)}
        {open ? (
          <>
            <div className={classes.steps} role="group" aria-label={t('floor:schedule.shift')}>
              {[-30, -5, 5, 30].map((shift) => <Button key={shift} variant="default" h={48} aria-label={t(shift < 0 ? 'floor:schedule.earlier' : 'floor:schedule.later', { minutes: Math.abs(shift) })} onClick={() => setMinutes((before) => before + shift)}>{shift > 0 ? `+${shift}` : `−${-shift}`} min</Button>)}
            </div>
            {own && others.length > 1 ? <Select label={t('floor:schedule.machine')} data={others.map((entry) => ({ value: entry.id, label: entry.name }))} value={machine} allowDeselect={false} onChange={setMachine} /> : null}
            <Text className={classes.hint}>{t('floor:schedule.move_help')}</Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
              <Button loading={busy} disabled={minutes === 0 && machine === task.equipment_id} onClick={() => onMove(start, machine)}>{t('floor:schedule.move')}</Button>
            </Group>
          </>
        ) : <Text size="sm" c="dimmed">{t(canMove ? 'floor:schedule.begun' : 'floor:schedule.read_only')}</Text>}
      </Stack>
    </Modal>
  )
}
