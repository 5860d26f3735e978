import { Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AlarmClock, Check, CheckCheck, CircleSlash } from 'lucide-react'
import { useMay } from '@/api/session'
import { formatMoney } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { useProblemText } from '@/ui/problem-text'
import { useReasoning } from '@/ui/reasoning-text'
import { ScoreExplainer } from '@/ui/score-explainer'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { explainAlert, moveAlert, oneAlert } from './api/alert-list'
import { alertReason, levelTone, scoreParts } from './alert-words'
import { ModalTitle } from '@/ui/modal-title'

export function AlertDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, instant } = useTexts()
  const { sentence, consequence } = useReasoning()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const { data: alert, error, refetch } = useQuery(oneAlert(id))
  const { data: parts } = useQuery(explainAlert(id))
  const move = useMutation({
    mutationFn: ({ action, body }: { action: Parameters<typeof moveAlert>[1]; body?: { until: string } }) => moveAlert(id, action, body),
    onSuccess: (_, { action }) => { void client.invalidateQueries({ queryKey: ['alert-processor'] }); void client.invalidateQueries({ queryKey: ['dashboard'] }); showToast(t(`alerts:done.${action}`)); if (action !== 'acknowledge') onClose() },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  const isOpen = alert && (alert.status === 'active' || alert.status === 'acknowledged' || alert.status === 'snoozed')
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={<ModalTitle>{t('alerts:one')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !alert ? <Stack><Skeleton height={60} /><Skeleton height={180} /></Stack> : (
        <Stack gap="lg">
          <div>
            <Text size="lg" fw={600}>{sentence(alertReason(alert), 'alerts')}</Text>
            {consequence(alertReason(alert)) ? <Text c="dimmed">{consequence(alertReason(alert))}</Text> : null}
            <Group gap="xs" mt="sm">
              <StatusChip tone={levelTone[alert.priority_level]} label={t(`alerts:level.${alert.priority_level}`)} />
              <StatusChip tone="plain" label={t(`alerts:status.${alert.status}`)} />
              <StatusChip tone="info" label={t(`alerts:class.${alert.type_class}`)} />
            </Group>
          </div>
          <Text size="sm" c="dimmed" className="numbers" component="div">
            {alert.money_at_risk ? <div>{t('alerts:field.money')}: {formatMoney(alert.money_at_risk)}</div> : null}
            {alert.deadline_at ? <div>{t('alerts:field.deadline')}: {instant(alert.deadline_at)}</div> : null}
            <div>{t('alerts:field.first_seen')}: {instant(alert.first_seen)}</div>
            {alert.snoozed_until ? <div>{t('alerts:field.snoozed_until')}: {instant(alert.snoozed_until)}</div> : null}
          </Text>
          {parts ? <div><Title order={3} size="h5" mb={6}>{t('alerts:score.title')}</Title><ScoreExplainer parts={scoreParts(parts)} /></div> : null}
          {isMember && isOpen ? (
            <Group gap="xs">
              {alert.status === 'active' ? <Button leftSection={<Check size={16} />} onClick={() => move.mutate({ action: 'acknowledge' })}>{t('alerts:action.acknowledge')}</Button> : null}
              <Button variant="light" leftSection={<CheckCheck size={16} />} onClick={() => move.mutate({ action: 'resolve' })}>{t('alerts:action.resolve')}</Button>
              <Button variant="default" leftSection={<AlarmClock size={16} />} onClick={() => move.mutate({ action: 'snooze', body: { until: new Date(Date.now() + 4 * 3_600_000).toISOString() } })}>{t('alerts:action.snooze')}</Button>
              <Button variant="default" leftSection={<CircleSlash size={16} />} onClick={() => move.mutate({ action: 'ignore' })}>{t('alerts:action.ignore')}</Button>
            </Group>
          ) : null}
        </Stack>
      )}
    </Drawer>
  )
}
