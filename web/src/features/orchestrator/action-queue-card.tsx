import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Clock, Flame, Info, PartyPopper, Timer, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { formatMoney } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { useProblemText } from '@/ui/problem-text'
import { useReasoning } from '@/ui/reasoning-text'
import { actWithUndo, showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { actionQueue, type QueueAction, type QueueItem } from './api/dashboard'
import { runQueueAction } from './api/run-queue-action'
import classes from './action-queue-card.module.css'
import { Card } from './card'
import { entityLink } from './entity-link'

const levelIcon = { critical: Flame, important: TriangleAlert, normal: Info }

// Acts that need nothing but a yes; the ten seconds of undo are their confirmation. Others open the page where they are done.
const runnable = ['approve', 'accept', 'acknowledge', 'run_now']

/** At most seven things, the heaviest first; the main button waits ten seconds, so that a slip can be taken back. */
export function ActionQueueCard() {
  const { t, instant } = useTexts()
  const { sentence, consequence } = useReasoning()
  const problemText = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const query = useQuery(actionQueue())
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  const show = (id: string) => setWaiting((before) => new Set([...before].filter((other) => other !== id)))
  const start = (item: QueueItem, action: QueueAction) => {
    setWaiting((before) => new Set(before).add(item.id))
    actWithUndo(t(`dashboard:queue.done.${action.code}`), async () => {
      try {
        await runQueueAction(action)
        await client.invalidateQueries()
      } catch (problem) {
        showToast(problemText(problem), 'bad')
      } finally {
        show(item.id)
      }
    }, () => show(item.id))
  }
  return (
    <Card title={t('dashboard:queue.title')} query={query} rows={5}>
      {(data) => {
        const items = data.items.filter((item) => !waiting.has(item.id))
        if (items.length === 0) return <EmptyState icon={PartyPopper} title={t('dashboard:queue.empty')} text={t('dashboard:queue.empty_text')} />
        return (
          <>
            <ul className={classes.list}>
              {items.map((item) => {
                const Icon = levelIcon[item.level as keyof typeof levelIcon] ?? Info
                const after = consequence({ type: item.type, parameters: {}, consequence: item.consequence ?? item.reasoning_data.consequence ?? null })
                const link = entityLink(item.entity)
                const main = item.actions.find((action) => runnable.includes(action.code))
                return (
                  <li key={item.id} className={classes.item} data-level={item.level}>
                    <span className={classes.icon}><Icon size={18} aria-hidden /></span>
                    <div className={classes.words}>
                      <div className={classes.title}>{t(`alerts:title.${item.type}`)}<span className={classes.level}>{t(`dashboard:queue.level.${item.level}`)}</span></div>
                      <Text size="sm">{sentence(item.reasoning_data, 'alerts')}</Text>
                      {after ? <Text size="sm" c="dimmed">{t('dashboard:queue.otherwise')} {after}</Text> : null}
                      <Group gap="md" className={classes.facts}>
                        {item.amount ? <b>{t('dashboard:queue.at_stake', { amount: formatMoney(item.amount) })}</b> : null}
                        {item.deadline_at ? <span><Clock size={13} aria-hidden /> {t('dashboard:queue.before', { time: instant(item.deadline_at) })}</span> : null}
                        {item.estimated_minutes ? <span><Timer size={13} aria-hidden /> {t('dashboard:queue.minutes', { count: item.estimated_minutes })}</span> : null}
                      </Group>
                    </div>
                    <div className={classes.buttons}>
                      {main && isMember ? <Button size="xs" onClick={() => start(item, main)}>{t(`dashboard:queue.action.${main.code}`)}</Button> : null}
                      {link ? <Button size="xs" variant={main && isMember ? 'subtle' : 'light'} onClick={() => void navigate({ to: link.to, search: (link.search ?? {}) as never })}>{t('dashboard:queue.look')}</Button> : null}
                    </div>
                  </li>
                )
              })}
            </ul>
            {data.total > data.items.length ? <Link to="/app/alerts" className={classes.all}>{t('dashboard:queue.all', { count: data.total })}</Link> : null}
          </>
        )
      }}
    </Card>
  )
}
