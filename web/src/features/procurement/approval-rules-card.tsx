import { Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { approvalRules, saveApprovalRules, type ApprovalRules } from './api/approval-rules'

/** Which purchase orders may leave without a person. */
export function ApprovalRulesCard() {
  const { t } = useTexts()
  const { data, error, refetch } = useQuery(approvalRules())
  return <Panel title={t('purchase_orders:rules.title')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <RulesForm key={data.version} rules={data} /> : <Skeleton height={220} />}</Panel>
}

function RulesForm({ rules }: { rules: ApprovalRules }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const [values, setValues] = useState(rules)
  const set = (change: Partial<ApprovalRules>) => setValues((before) => ({ ...before, ...change }))
  const save = useMutation({ mutationFn: () => { const { version, ...body } = values; return saveApprovalRules(body, version) }, onSuccess: async (saved) => { client.setQueryData(approvalRules().queryKey, saved); showToast(t('settings:saved')) } })
  const amount = (name: keyof ApprovalRules, unit: string) => <QuantityInput key={name} maw={420} disabled={!isAdmin || !values.enabled} label={t(`purchase_orders:rules.${name}`)} unit={unit} decimals={unit === '€' ? 2 : 0} value={values[name] as string} onChange={(value) => set({ [name]: value ?? '0' })} />
  return (
    <Stack gap="lg">
      <Text c="dimmed" maw={620}>{t('purchase_orders:rules.text')}</Text>
      <Switch disabled={!isAdmin} label={t('purchase_orders:rules.enabled')} checked={values.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      {amount('auto_approve_max_amount', '€')}
      {amount('auto_approve_daily_limit', '€')}
      {amount('min_supplier_score', '/ 100')}
      {save.error ? <Text c="var(--bad)" role="alert">{problemText(save.error)}</Text> : null}
      {isAdmin ? <Group justify="flex-end"><Button disabled={JSON.stringify(values) === JSON.stringify(rules)} loading={save.isPending} onClick={() => save.mutate()}>{t('common:action.save')}</Button></Group> : null}
    </Stack>
  )
}
