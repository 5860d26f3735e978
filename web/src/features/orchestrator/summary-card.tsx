import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Moon } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { useReasoning } from '@/ui/reasoning-text'
import { useTexts } from '@/ui/use-texts'
import { orchestrationSummary } from './api/dashboard'
import { Card } from './card'
import { entityLink } from './entity-link'
import classes from './summary-card.module.css'

const shortList = 4

/** The night in a few sentences. */
export function SummaryCard() {
  const { t, instant } = useTexts()
  const { sentence } = useReasoning()
  const [all, setAll] = useState(false)
  const query = useQuery(orchestrationSummary())
  return (
    <Card title={t('dashboard:summary.title')} query={query} rows={4}>
      {(data) => {
        if (!data.run) return <EmptyState compact icon={Moon} title={t('dashboard:summary.ready')} text={t('dashboard:summary.ready_text')} />
        const shown = all ? data.actions : data.actions.slice(0, shortList)
        return (
          <>
            <Text size="sm" c="dimmed" className="numbers">{t('dashboard:summary.run', { number: data.run.run_number, time: instant(data.run.completed_at ?? data.run.started_at), seconds: data.took_seconds === null ? '–' : formatNumber(data.took_seconds, 0, 1) })}</Text>
            <ol className={classes.story}>
              {shown.map((action, index) => {
                const link = entityLink(action.entity)
                const text = sentence(action.reasoning_data)
                return <li key={index}>{link ? <Link to={link.to} search={(link.search ?? {}) as never}>{text}<span style={{ whiteSpace: 'nowrap' }}>{'\u2060'}<ChevronRight size={14} aria-hidden /></span></Link> : text}</li>
              })}
            </ol>
            {data.actions.length > shortList ? <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)} aria-expanded={all}>{all ? t('common:action.show_less') : t('common:action.show_more', { count: data.actions.length - shortList })}</Button> : null}
          </>
        )
      }}
    </Card>
  )
}
