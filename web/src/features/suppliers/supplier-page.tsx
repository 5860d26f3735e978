import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { formatMoney } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { oneSupplier } from './api/suppliers'
import { ContactsPanel } from './contacts-panel'
import { DocumentsPanel } from './documents-panel'
import { PricesPanel } from './prices-panel'
import { ScorecardPanel } from './scorecard-panel'
import { supplierTones } from './supplier-tones'

/** One supplier: how well it does, what it charges, its papers and its people. */
export function SupplierPage() {
  const { t } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: supplier, error, refetch } = useQuery(oneSupplier(id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!supplier) return <Stack role="status" aria-label={t('common:loading')}><Skeleton height={48} /><Skeleton height={160} /></Stack>
  return (
    <>
      <PageHeader title={supplier.name} lead={<Group gap="xs"><Anchor component={Link} to="/app/database/suppliers">{t('suppliers:page.title')}</Anchor><StatusChip tone={supplierTones[supplier.status]} label={t(`suppliers:status.${supplier.status}`)} /></Group>}>
        <Button component={Link} to="/app/database/suppliers" search={{ open: id } as never} variant="default" leftSection={<Pencil size={16} />}>{t('common:action.edit')}</Button>
      </PageHeader>
      <Stack gap="md">
        <Panel>
          <Facts small facts={[
            { name: t('common:field.code'), value: supplier.code ?? '–' },
            { name: t('suppliers:field.delivery_weekdays'), value: supplier.delivery_weekdays.map((day) => t(`common:weekday_short.${day}`)).join(', ') || '–' },
            { name: t('suppliers:field.lead_time_days'), value: t('suppliers:days', { count: supplier.lead_time_days }) },
            { name: t('suppliers:field.cutoff_time'), value: supplier.cutoff_time?.slice(0, 5) ?? '–' },
            { name: t('suppliers:field.minimum_order_amount'), value: formatMoney(supplier.minimum_order_amount) },
            { name: t('common:field.payment_terms'), value: t(`suppliers:terms.${supplier.payment_terms}`) },
          ]} />
        </Panel>
        <ScorecardPanel supplierId={id} />
        <PricesPanel supplierId={id} />
        <DocumentsPanel supplierId={id} />
        <ContactsPanel supplierId={id} />
      </Stack>
    </>
  )
}
