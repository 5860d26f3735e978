import { ActionIcon, Button, Group, Menu, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Check, ChevronLeft, ChevronRight, Croissant, FileText, Printer, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { addDays, formatDay, today } from '@/lib/dates'
import { download } from '@/lib/csv'
import { formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { answerChange, approvePlan, bakeSheet, forecastsOf, generatePlan, mixCards, nextBake, overrideLine, planFor, type BakePlan, type PlanLine } from './api/plan'
import { ChangeProposals } from './change-proposals'
import { PlanGrid } from './plan-grid'
import { totalPieces } from './plan-rules'

const tones: Record<BakePlan['status'], Tone> = { draft: 'plain', proposed: 'warn', approved: 'good', in_progress: 'accent', done: 'plain' }

export function TomorrowPage() {
  const { t, timeZone, weekdayName, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const { date: wanted } = useSearch({ strict: false }) as { date?: string }
  const date = wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : addDays(today(timeZone), 1)
  const items = useItemNames()
  const { data: plan, isPending, error, refetch } = useQuery(planFor(date))
  const { data: forecasts } = useQuery({ ...forecastsOf(date), enabled: Boolean(plan) })
  const { data: expected } = useQuery(nextBake())
  const [busy, setBusy] = useState<string | null>(null)
  const go = (day: string) => void navigate({ to: '/app/tomorrow', search: { date: day } as never })
  const guarded = async (name: string, work: () => Promise<unknown>, done?: string) => {
    setBusy(name)
    try {
      await work()
      await Promise.all([client.invalidateQueries({ queryKey: ['production'] }), client.invalidateQueries({ queryKey: ['dashboard'] })])
      if (done) showToast(done)
    } catch (problem) {
      showToast(problemText(problem), 'bad')
      void refetch()
    } finally {
      setBusy(null)
    }
  }
  const savePdf = (load: () => Promise<Blob>, name: string) => guarded('print', async () => download(await load(), 'application/pdf', `${name}-${date}.pdf`))
  const override = async (line: PlanLine, quantity: number | null, reason: string) => {
    if (!plan) return
    await guarded(line.id, () => overrideLine(plan, line.id, quantity, reason), t(quantity === null ? 'production:override.undone' : 'production:override.saved', { product: items.get(line.product_item_id)?.name ?? '' }))
  }
  const open = plan && (plan.status === 'draft' || plan.status === 'proposed')
  return (
    <>
      <PageHeader
        title={t(date === addDays(today(timeZone), 1) ? 'production:tomorrow.title' : 'production:tomorrow.other_title', { weekday: weekdayName(date) })}
        lead={
          <Group gap="xs">
            <ActionIcon variant="subtle" color="gray" aria-label={t('production:tomorrow.day_before')} onClick={() => go(addDays(date, -1))}><ChevronLeft size={18} /></ActionIcon>
            <span className="numbers">{weekdayName(date)}, {formatDay(date)}</span>
            <ActionIcon variant="subtle" color="gray" aria-label={t('production:tomorrow.day_after')} onClick={() => go(addDays(date, 1))}><ChevronRight size={18} /></ActionIcon>
            {plan ? <StatusChip tone={tones[plan.status]} label={t(`production:plan_status.${plan.status}`)} /> : null}
          </Group>
        }
      >
        {plan ? (
          <Menu position="bottom-end">
            <Menu.Target><Button variant="default" leftSection={<Printer size={17} />} loading={busy === 'print'}>{t('common:action.print')}</Button></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<FileText size={16} aria-hidden />} onClick={() => void savePdf(() => bakeSheet(date), t('production:print.bake_sheet_file'))}>{t('production:print.bake_sheet')}</Menu.Item>
              <Menu.Item leftSection={<FileText size={16} aria-hidden />} onClick={() => void savePdf(() => mixCards(date), t('production:print.mix_cards_file'))}>{t('production:print.mix_cards')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
        {open && isAdmin ? <Button leftSection={<Check size={17} />} loading={busy === 'approve'} onClick={() => void guarded('approve', () => approvePlan(plan), t('production:tomorrow.approved', { date: formatDay(date) }))}>{t('production:tomorrow.approve')}</Button> : null}
      </PageHeader>
      {error ? <Panel><ErrorState error={error} onRetry={() => void refetch()} /></Panel> : isPending ? <Stack><Skeleton height={44} radius="lg" /><Skeleton height={380} radius="lg" /></Stack> : !plan ? (
        <Panel>
          <EmptyState
            icon={Croissant}
            title={t('production:tomorrow.empty')}
            text={t('production:tomorrow.empty_text')}
            action={isMember ? <Button leftSection={<Sparkles size={16} />} loading={busy === 'generate'} onClick={() => void guarded('generate', () => generatePlan(date))}>{t('production:tomorrow.generate')}</Button> : null}
          />
        </Panel>
      ) : (
        <Stack gap="md">
          <ChangeProposals plan={plan} canAnswer={isAdmin} busy={busy} onAnswer={(change, product, answer) => void guarded(`${change.id}-${answer}`, () => answerChange(plan, change.id, answer), t(`production:changes.done_${answer}`, { product }))} />
          <Panel flush label={t('production:grid.title')}>
            <PlanGrid plan={plan} forecasts={forecasts ?? []} editable={isMember && plan.status !== 'done'} onOverride={override} />
          </Panel>
          <Text size="sm" c="dimmed" className="numbers">
            {expected && expected.date === date && expected.expected_waste !== null ? t('production:tomorrow.sum', { pieces: formatNumber(totalPieces(plan), 0, 0), waste: formatNumber(expected.expected_waste, 0, 0), lost: formatNumber(expected.expected_lost_sales, 0, 0) }) : t('production:tomorrow.pieces', { pieces: formatNumber(totalPieces(plan), 0, 0) })}
            {plan.approved_at ? ` ${t('production:tomorrow.approved_by', { user: plan.approved_by ?? '–', time: instant(plan.approved_at) })}` : ''}
            {plan.changes_since_approval > 0 ? ` ${t('production:tomorrow.changed_since', { count: plan.changes_since_approval })}` : ''}
          </Text>
        </Stack>
      )}
    </>
  )
}
