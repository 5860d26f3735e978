import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileDown, HandHeart, Plus, Printer } from 'lucide-react'
import { useState } from 'react'
import { useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { ModalTitle } from '@/ui/modal-title'
import { PageHeader } from '@/ui/page-header'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { donationPage, donationPaper, donationRegister, oneDonation, type DonationRow } from '../api/donations'
import { usePrint } from '@/ui/use-print'
import { DonationDialog } from './donation-dialog'

/** Food that was given away, with the paper that went along and the year's register. */
export function DonationsPage() {
  const { t, instant, timeZone } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isMember = useMay('member')
  const places = useLocationNames()
  const print = usePrint()
  const [giving, setGiving] = useState(false)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const day = today(timeZone)
  const from = `${day.slice(0, 4)}-01-01`
  const columns: Column<DonationRow>[] = [
    { id: 'number', header: t('inventory:donation.number'), cell: (row) => row.number, value: (row) => row.number },
    { id: 'to', header: t('inventory:donation.to'), phone: 'title', cell: (row) => row.recipient_name, value: (row) => row.recipient_name },
    { id: 'when', header: t('inventory:waste.when'), sort: 'event_time', cell: (row) => <span className="numbers">{instant(row.event_time)}</span>, value: (row) => instant(row.event_time) },
    { id: 'location', header: t('inventory:waste.location'), cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name },
    { id: 'by', header: t('inventory:donation.by'), cell: (row) => row.given_by, value: (row) => row.given_by },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setGiving(true)}>{t('inventory:donation.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:donation.title')} lead={t('inventory:donation.lead')}>
        <Button variant="default" leftSection={<FileDown size={16} />} loading={print.isPending} onClick={() => print.mutate({ file: () => donationRegister(from, day), name: `donations-${day.slice(0, 4)}.csv` })}>{t('inventory:donation.register', { year: day.slice(0, 4) })}</Button>
        {action}
      </PageHeader>
      <DataTable title={t('inventory:donation.title')} searchable={false} queryKey={['inventory', 'donations']} fetchPage={donationPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} empty={<EmptyState icon={HandHeart} title={t('inventory:donation.empty')} text={t('inventory:donation.empty_text')} action={action} />} />
      {search.open ? <DonationDetail id={search.open} onClose={() => open(undefined)} /> : null}
      {giving ? <DonationDialog onMade={(donation) => open(donation.id)} onClose={() => setGiving(false)} /> : null}
    </>
  )
}

function DonationDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, instant, quantity } = useTexts()
  const print = usePrint()
  const { data: donation, error, refetch } = useQuery(oneDonation(id))
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{donation?.number ?? t('inventory:donation.title')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : !donation ? <Skeleton height={160} /> : (
        <Stack gap="md">
          <Facts small facts={[
            { name: t('inventory:donation.to'), value: [donation.recipient_name, donation.recipient_tax_id].filter(Boolean).join(' · ') },
            { name: t('inventory:waste.when'), value: instant(donation.event_time) },
            { name: t('inventory:donation.by'), value: donation.given_by },
            { name: 'kg', value: formatNumber(donation.kg) },
          ]} />
          <SimpleTable label={donation.number} rows={donation.lines} rowKey={(line) => `${line.lot_id}-${line.item_id}`} columns={[
            { header: t('inventory:waste.item'), cell: (line) => line.name },
            { header: t('inventory:lots.code'), cell: (line) => line.lot_code },
            { header: t('inventory:lots.expires'), cell: (line) => formatDay(line.expires_on) },
            { header: t('inventory:lots.quantity'), right: true, cell: (line) => quantity(line.quantity, line.unit) },
            { header: 'kg', right: true, cell: (line) => formatNumber(line.kg) },
          ]} />
          <Group justify="flex-end"><Button leftSection={<Printer size={16} />} loading={print.isPending} onClick={() => print.mutate({ file: () => donationPaper(id), name: `${donation.number}.pdf` })}>{t('inventory:donation.paper')}</Button></Group>
        </Stack>
      )}
    </Modal>
  )
}
