import { Button, Modal, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { formatShortDay } from '@/lib/dates'
import { formatMoney, formatNumber, formatUnitPrice, signed } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { ModalTitle } from '@/ui/modal-title'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { money, moneyDays, type QuantityMoney, type SeriesMoney } from './api/accuracy'
import classes from './accuracy-page.module.css'

const pieces = (value: string | number) => formatNumber(value, 0, 1)

/** Euros of waste and lost sales of the quantity we asked for, beside what the baseline would have cost. */
export function AccuracyMoney({ from, to, location }: { from: string; to: string; location: string }) {
  const { t } = useTexts()
  const items = useItemNames()
  const locations = useLocationNames()
  const { data, error, refetch } = useQuery(money(from, to, location))
  const [open, setOpen] = useState<SeriesMoney | null>(null)
  const name = (row: SeriesMoney) => items.get(row.item_id)?.name ?? '–'
  if (error) return <Panel title={t('forecasting:money.title')}><ErrorState compact error={error} onRetry={() => void refetch()} /></Panel>
  if (!data) return <Panel title={t('forecasting:money.title')}><Skeleton height={160} /></Panel>
  return (
    <Panel title={t('forecasting:money.title')}>
      {data.days === 0 ? <Text size="sm" c="dimmed">{t('forecasting:money.none')}</Text> : (
        <Stack gap="md">
          <Text size="sm" c="dimmed">{t('forecasting:money.lead')}</Text>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Fact value={formatMoney(data.served.total_euros)} name={t('forecasting:money.served')} />
            <Fact value={formatMoney(data.baseline.total_euros)} name={t('forecasting:money.baseline')} />
            <Fact value={signed(formatMoney(data.saved), data.saved)} name={t('forecasting:money.saved')} />
          </SimpleGrid>
          <SimpleTable
            label={t('forecasting:money.title')}
            rows={data.items}
            rowKey={(row) => `${row.item_id}-${row.location_id}`}
            columns={[
              { header: t('forecasting:field.product'), cell: name },
              { header: t('forecasting:field.location'), cell: (row) => locations.get(row.location_id)?.name ?? '–' },
              { header: t('forecasting:money.waste'), right: true, cell: (row) => formatMoney(row.served.waste_euros) },
              { header: t('forecasting:money.lost'), right: true, cell: (row) => formatMoney(row.served.lost_euros) },
              { header: t('forecasting:money.baseline_total'), right: true, cell: (row) => formatMoney(row.baseline.total_euros) },
              { header: t('forecasting:money.saved'), right: true, cell: (row) => signed(formatMoney(row.saved), row.saved) },
              { header: '', right: true, cell: (row) => <Button size="compact-sm" variant="subtle" aria-label={t('forecasting:money.working_of', { product: name(row) })} onClick={() => setOpen(row)}>{t('forecasting:money.working')}</Button> },
            ]}
          />
          {data.days_without_cost > 0 ? <Text size="sm" c="dimmed">{t('forecasting:money.without_cost', { count: data.days_without_cost })}</Text> : null}
        </Stack>
      )}
      {open ? <Working row={open} name={name(open)} from={from} to={to} onClose={() => setOpen(null)} /> : null}
    </Panel>
  )
}

function Fact({ value, name }: { value: string; name: string }) {
  return <div className={classes.fact}><span className={classes.value}>{value}</span><span className={classes.name}>{name}</span></div>
}

/** Every day of one product, so that the euros can be added up by hand. */
function Working({ row, name, from, to, onClose }: { row: SeriesMoney; name: string; from: string; to: string; onClose: () => void }) {
  const { t, weekdayShort } = useTexts()
  const { data, error } = useQuery(moneyDays(row.item_id, row.location_id, from, to))
  const cost = (money: QuantityMoney) => `${pieces(money.quantity)} → ${formatMoney(money.total_euros)}`
  return (
    <Modal opened onClose={onClose} size="xl" title={<ModalTitle>{t('forecasting:money.working_of', { product: name })}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{t('forecasting:money.formula')}</Text>
        {error ? <ErrorState compact error={error} /> : !data ? <Skeleton height={180} /> : (
          <SimpleTable
            label={t('forecasting:money.working_of', { product: name })}
            rows={data}
            rowKey={(day) => day.date}
            columns={[
              { header: t('common:field.day'), cell: (day) => `${weekdayShort(day.date)} ${formatShortDay(day.date)}` },
              { header: t('forecasting:money.demand'), right: true, cell: (day) => `${pieces(day.demand)}${day.is_estimated ? ` (${t('forecasting:money.estimated')})` : ''}` },
              { header: t('forecasting:money.per_waste'), right: true, cell: (day) => formatUnitPrice(day.waste_per_piece) },
              { header: t('forecasting:money.per_lost'), right: true, cell: (day) => formatUnitPrice(day.margin_per_piece) },
              { header: t('forecasting:money.served_quantity'), right: true, cell: (day) => cost(day.served) },
              { header: t('forecasting:money.baseline_quantity'), right: true, cell: (day) => cost(day.baseline) },
            ]}
          />
        )}
      </Stack>
    </Modal>
  )
}
