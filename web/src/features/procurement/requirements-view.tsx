import { ActionIcon, Button, Skeleton, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Calculator, Pencil, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { supplierNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatQuantity } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { ReasoningText } from '@/ui/reasoning-text'
import { SimpleTable } from '@/ui/simple-table'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { AdjustDialog } from './adjust-dialog'
import { generatePlan, latestPlan, requirements, type Requirement } from './api/requirements'

/** How each order quantity came about: need + safety − stock − what is on its way. */
export function RequirementsView() {
  const { t, quantity } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const plan = useQuery(latestPlan())
  const rows = useQuery({ ...requirements(plan.data?.id ?? ''), enabled: Boolean(plan.data) })
  const { data: suppliers } = useQuery(supplierNames())
  const generate = useMutation({ mutationFn: generatePlan, onSuccess: () => client.invalidateQueries({ queryKey: ['procurement'] }), onError: (problem) => showToast(problemText(problem), 'bad') })
  const [adjusting, setAdjusting] = useState<Requirement | null>(null)
  const again = isMember ? <Button variant="light" size="xs" leftSection={<RefreshCw size={15} />} loading={generate.isPending} onClick={() => generate.mutate()}>{t('purchase_orders:plan.generate')}</Button> : null
  if (plan.error ?? rows.error) return <ErrorState error={plan.error ?? rows.error} onRetry={() => void plan.refetch()} />
  if (plan.isPending) return <Skeleton height={260} radius="lg" />
  if (!plan.data) return <Panel><EmptyState icon={Calculator} title={t('purchase_orders:plan.empty')} text={t('purchase_orders:plan.empty_text')} action={again} /></Panel>
  return (
    <Panel title={`${plan.data.plan_number} · ${formatDay(plan.data.plan_date)}`} aside={again} footer={t('purchase_orders:plan.formula')}>
      <SimpleTable
        label={t('purchase_orders:page.plan')}
        rows={rows.data ?? []}
        rowKey={(row) => row.id}
        columns={[
          { header: t('purchase_orders:items.product'), cell: (row) => <b>{row.name}</b> },
          { header: t('purchase_orders:plan.needed'), right: true, cell: (row) => quantity(row.needed, row.unit) },
          { header: t('purchase_orders:plan.safety'), right: true, cell: (row) => formatQuantity(row.safety_stock) },
          { header: t('purchase_orders:plan.usable'), right: true, cell: (row) => formatQuantity(row.usable_stock) },
          { header: t('purchase_orders:plan.open'), right: true, cell: (row) => formatQuantity(row.open_orders) },
          { header: t('purchase_orders:plan.net'), right: true, cell: (row) => <b style={{ color: decimal(row.net).gt(0) ? 'var(--accent)' : undefined }}>{formatQuantity(row.net)}</b> },
          { header: t('purchase_orders:items.packs'), right: true, cell: (row) => <>{formatQuantity(row.packs === 0 ? null : row.packs)}{row.adjusted_quantity === null ? null : <Text size="xs" c="dimmed">{t('buying:adjust.by_hand')}</Text>}</> },
          { header: t('purchase_orders:field.supplier'), cell: (row) => (row.supplier_id ? <>{suppliers?.find((supplier) => supplier.id === row.supplier_id)?.name ?? '–'}{row.supplier_reason ? <Text size="xs" c="dimmed">{t(`buying:supplier_reason.${row.supplier_reason}`)}</Text> : null}{row.price_trend && row.price_trend !== 'stable' ? <Text size="xs" c="dimmed">{t(`buying:price_trend.${row.price_trend}`)}</Text> : null}</> : t('buying:supplier_reason.none')) },
          { header: t('purchase_orders:plan.run_out'), cell: (row) => formatDay(row.run_out_on) },
          { header: t('purchase_orders:plan.why'), cell: (row) => row.adjustment_reason ? <Text size="sm">{row.adjustment_reason}</Text> : row.reasoning_data && row.reasoning_data.type !== 'unspecified' ? <ReasoningText reasoning={row.reasoning_data} /> : row.calculation_method ? <Text size="sm" c="dimmed">{t(`purchase_orders:method.${row.calculation_method}`)}</Text> : '–' },
          ...(isMember ? [{ header: <span className="visually-hidden">{t('buying:adjust.title')}</span>, cell: (row: Requirement) => <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('buying:adjust.title')}: ${row.name}`} onClick={() => setAdjusting(row)}><Pencil size={16} /></ActionIcon> }] : []),
        ]}
      />
      {adjusting ? <AdjustDialog requirement={adjusting} onClose={() => setAdjusting(null)} /> : null}
    </Panel>
  )
}
