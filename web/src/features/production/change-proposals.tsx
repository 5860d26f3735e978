import { Button, Group, Text } from '@mantine/core'
import { ArrowRight, Check, X } from 'lucide-react'
import { formatNumber, formatPercent, signed } from '@/lib/format'
import { percentChange } from '@/lib/decimal'
import { Panel } from '@/ui/panel'
import { ReasoningText } from '@/ui/reasoning-text'
import { useTexts } from '@/ui/use-texts'
import type { BakePlan, PlanLine } from './api/plan'
import { pendingChanges } from './plan-rules'
import classes from './change-proposals.module.css'

/** An approved plan is never changed silently: new numbers wait here for a yes or a no. */
export function ChangeProposals({ plan, canAnswer, busy, onAnswer }: { plan: BakePlan; canAnswer: boolean; busy: string | null; onAnswer: (line: PlanLine, answer: 'accept' | 'refuse') => void }) {
  const { t } = useTexts()
  const lines = pendingChanges(plan)
  if (lines.length === 0) return null
  return (
    <Panel title={t('production:changes.title', { count: lines.length })}>
      <ul className={classes.list}>
        {lines.map((line) => {
          const change = line.change!
          const percent = percentChange(change.old_quantity, change.new_quantity)
          return (
            <li key={line.id} className={classes.row}>
              <div>
                <b>{line.product_name}</b>
                <Text size="sm" c="dimmed"><ReasoningText reasoning={{ type: 'plan_change', parameters: { old_quantity: change.old_quantity, new_quantity: change.new_quantity, cause: change.cause } }} /></Text>
              </div>
              <span className={`numbers ${classes.numbers}`}>{formatNumber(change.old_quantity, 0, 0)} <ArrowRight size={15} aria-label={t('production:changes.to')} /> <b>{formatNumber(change.new_quantity, 0, 0)}</b> {percent ? <small>{signed(formatPercent(percent), percent)}</small> : null}</span>
              {canAnswer ? (
                <Group gap="xs" wrap="nowrap">
                  <Button size="xs" leftSection={<Check size={15} />} loading={busy === `${change.id}-accept`} onClick={() => onAnswer(line, 'accept')}>{t('production:changes.accept')}</Button>
                  <Button size="xs" variant="default" leftSection={<X size={15} />} loading={busy === `${change.id}-refuse`} onClick={() => onAnswer(line, 'refuse')}>{t('production:changes.refuse')}</Button>
                </Group>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
