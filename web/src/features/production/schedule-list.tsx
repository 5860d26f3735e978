import { TriangleAlert } from 'lucide-react'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import type { DaySchedule, ScheduledTask } from './api/schedule'
import classes from './gantt.module.css'
import { shownTasks } from './schedule-rules'

/** The schedule of a phone: one list per machine, in order of time; a tap opens a task. */
export function ScheduleList({ schedule, everything, onOpen }: { schedule: DaySchedule; everything: boolean; onOpen: (task: ScheduledTask) => void }) {
  const { t, time } = useTexts()
  const tasks = shownTasks(schedule, everything)
  const groups = [...schedule.machines.map((machine) => ({ id: machine.id as string | null, name: machine.name })), { id: null, name: t('floor:schedule.no_machine') }]
    .map((group) => ({ ...group, tasks: tasks.filter((task) => task.equipment_id === group.id) })).filter((group) => group.tasks.length > 0)
  return groups.map((group) => (
    <Panel key={group.id ?? 'none'} title={group.name} flush>
      <ul className={classes.list}>
        {group.tasks.map((task) => (
          <li key={task.id}>
            <button type="button" className={classes.entry} onClick={() => onOpen(task)}>
              <span className="numbers">{time(task.start)}<br /><small>{time(task.end)}</small></span>
              <span>{task.batch_name}<br /><small>{t(`floor:stage.${task.stage}`)}</small></span>
              {task.is_late ? <span style={{ color: 'var(--bad)' }}><TriangleAlert size={16} aria-hidden /> {t('floor:schedule.late')}</span> : <span />}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  ))
}
