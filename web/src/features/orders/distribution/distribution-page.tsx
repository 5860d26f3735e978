import { Button, Group, SimpleGrid, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Printer, RefreshCw, Split, Truck } from 'lucide-react'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { DateInput } from '@/ui/date-input'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { usePrint } from '@/ui/use-print'
import { useTexts } from '@/ui/use-texts'
import { makeShipments, packingPaper, shipmentsOf } from '../api/distribution'
import { ShipmentCard } from './shipment-card'

/** What leaves the house on a day: every shipment with its state and its next act. */
export function DistributionPage() {
  const { t, timeZone, weekdayName } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const problemText = useProblemText()
  const isMember = useMay('member')
  const print = usePrint()
  const { date: wanted } = useSearch({ strict: false }) as { date?: string }
  const date = wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : today(timeZone)
  const { data: shipments, error, refetch } = useQuery(shipmentsOf(date))
  const make = useMutation({
    mutationFn: () => makeShipments(date),
    onSuccess: async ({ items }) => {
      await client.invalidateQueries({ queryKey: ['orders'] })
      if (items.length === 0) showToast(t('distribution:made_none'), 'bad')
    },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  const makeButton = isMember ? <Button leftSection={<RefreshCw size={17} />} loading={make.isPending} onClick={() => make.mutate()}>{t(shipments?.length ? 'distribution:refresh' : 'distribution:make')}</Button> : null
  return (
    <>
      <PageHeader title={t('distribution:title')} lead={t('distribution:lead', { day: `${weekdayName(date)} ${formatDay(date)}` })}>
        <Button variant="default" component={Link} to={`/app/operations/production/allocation?date=${date}` as never} leftSection={<Split size={16} />}>{t('distribution:division')}</Button>
        {shipments?.length ? <Button variant="default" leftSection={<Printer size={16} />} loading={print.isPending} onClick={() => print.mutate({ file: () => packingPaper(date), name: `packing-lists-${date}.pdf` })}>{t('distribution:packing_lists')}</Button> : null}
        {shipments?.length ? makeButton : null}
      </PageHeader>
      <Group mb="md" className="no-print"><DateInput w={190} label={t('distribution:day')} value={date} onChange={(day) => void navigate({ to: '.', search: { date: day ?? undefined } as never, replace: true })} /></Group>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !shipments ? <Skeleton height={260} /> : shipments.length === 0 ? (
        <EmptyState icon={Truck} title={t('distribution:empty')} text={t('distribution:empty_text')} action={makeButton} />
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">{shipments.map((shipment) => <ShipmentCard key={shipment.id} shipment={shipment} />)}</SimpleGrid>
      )}
    </>
  )
}
