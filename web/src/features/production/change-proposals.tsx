import { Button, Group, Text } from '@mantine/core'
import { ArrowRight, Check, X } from 'lucide-react'
import { formatNumber, formatPercent, signed } from '@/lib/format'
import { useItemNames } from '@/api/lookups'
import { Panel } from '@/ui/panel'
import { ReasoningText } from '@/ui/reasoning-text'
import { useTexts } from '@/ui/use-texts'
import type { BakePlan, PlanChange } from './api/plan'
import { pendingChanges } from './plan-rules'
import classes from './change-proposals.module.css'

/** An approved plan is never changed silently: new numbers wait here for a yes or a no. */
export function ChangeProposals({ plan, canAnswer, busy, onAnswer }: { plan: BakePlan; canAnswer: boolean; busy: string | null; onAnswer: (change: PlanChange, name: string, answer: 'accept' | 'refuse') => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const changes = pendingChanges(plan)
  if (changes.length === 0) return null
  return (
    <Panel title={t('production:changes.title', { count: changes.length })}>
      <ul className={classes.list}>
        {changes.map((change) => {
          const name = items.get(change.product_item_id)?.name ?? '–'
          const percent = change.percent
          return (
            <li key={change.id} className={classes.row}>
              <div>
                <b>{name}</b>
                <Text size="sm" c="dimmed"><ReasoningText reasoning={change.reasoning_data} /></Text>
              </div>
              <span className={`numbers ${classes.numbers}`}>{formatNumber(change.from_quantity, 0, 0)} <ArrowRight size={15} aria-label={t('production:changes.to')} /> <b>{formatNumber(change.to_quantity, 0, 0)}</b> {percent ? <small>{signed(formatPercent(percent), percent)}</small> : null}</span>
              {canAnswer ? (
                <Group gap="xs" wrap="nowrap">
                  <Button size="xs" leftSection={<Check size={15} />} loading={busy === `${change.id}-accept`} onClick={() => onAnswer(change, name, 'accept')}>{t('production:changes.accept')}</Button>
                  <Button size="xs" variant="default" leftSection={<X size={15} />} loading={busy === `${change.id}-refuse`} onClick={() => onAnswer(change, name, 'refuse')}>{t('production:changes.refuse')}</Button>
                </Group>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
