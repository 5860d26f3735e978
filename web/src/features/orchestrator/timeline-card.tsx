import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { formatDay } from '@/lib/dates'
import { EmptyState } from '@/ui/empty-state'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { productionTimeline } from './api/dashboard'
import { Card } from './card'
import classes from './timeline-card.module.css'

const tones: Record<string, Tone> = { pending: 'plain', in_progress: 'accent', on_hold: 'warn', quality_check: 'info', completed: 'good', failed: 'bad', cancelled: 'plain' }

/** The batches of the day on one time axis; late ones are marked. */
export function TimelineCard() {
  const { t, time, quantity } = useTexts()
  const query = useQuery(productionTimeline())
  return (
    <Card title={t('dashboard:timeline.title')} query={query} rows={4}>
      {(data) => {
        if (data.items.length === 0) return <EmptyState compact icon={CalendarClock} title={t('dashboard:timeline.empty')} text={t('dashboard:timeline.empty_text')} />
        const from = Math.min(...data.items.map((entry) => Date.parse(entry.planned_start)))
        const to = Math.max(...data.items.map((entry) => Date.parse(entry.planned_end)))
        const place = (instant: string) => ((Date.parse(instant) - from) / Math.max(to - from, 1)) * 100
        return (
          <>
            <Text size="sm" c="dimmed" className="numbers">{formatDay(data.date)} · {time(new Date(from).toISOString())}–{time(new Date(to).toISOString())}</Text>
            <ol className={classes.list}>
              {data.items.map((entry) => (
                <li key={entry.id} className={classes.row}>
                  <div className={classes.name}><b>{entry.name}</b><span className="numbers">{quantity(entry.planned_quantity, entry.unit)}</span></div>
                  <div className={classes.track} aria-hidden="true"><span className={classes.bar} data-state={entry.status} style={{ left: `${place(entry.planned_start)}%`, width: `${Math.max(2.5, place(entry.planned_end) - place(entry.planned_start))}%` }} /></div>
                  <div className={classes.when}><span className="numbers">{time(entry.planned_start)}</span><StatusChip tone={entry.delay_minutes > 15 ? 'bad' : (tones[entry.status] ?? 'plain')} label={entry.delay_minutes > 15 ? t('dashboard:timeline.late', { minutes: entry.delay_minutes }) : t(`production:batch_status.${entry.status}`)} /></div>
                </li>
              ))}
            </ol>
          </>
        )
      }}
    </Card>
  )
}
