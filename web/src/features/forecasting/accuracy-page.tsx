import { SegmentedControl, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { locationNames, useItemNames, useLocationNames } from '@/api/lookups'
import { addDays, formatDay, today } from '@/lib/dates'
import { formatNumber, formatShare, signed } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { AccuracyBacktest } from './accuracy-backtest'
import { AccuracyMisses } from './accuracy-misses'
import { AccuracyMoney } from './accuracy-money'
import { accuracy, calibration, productAccuracy, validationRuns } from './api/accuracy'
import classes from './accuracy-page.module.css'

const Trend = lazy(() => import('./accuracy-trend').then((module) => ({ default: module.AccuracyTrend })))

const Calibration = lazy(() => import('./accuracy-calibration').then((module) => ({ default: module.CalibrationPlot })))

/** The honest score: our miss beside the miss of the simple baseline. */
export function AccuracyPage() {
  const { t, timeZone } = useTexts()
  const items = useItemNames()
  const locations = useLocationNames()
  const { data: places } = useQuery(locationNames())
  const shops = (places ?? []).filter((place) => place.type === 'retail_outlet')
  const [days, setDays] = useState('28')
  const [location, setLocation] = useState('')
  const to = addDays(today(timeZone), -1)
  const from = addDays(to, 1 - Number(days))
  const total = useQuery(accuracy(from, to, location))
  const products = useQuery(productAccuracy(from, to, location))
  const runs = useQuery(validationRuns())
  const curve = useQuery(calibration(from, to, location))
  const skill = total.data?.skill_vs_baseline === null || total.data?.skill_vs_baseline === undefined ? null : Number(total.data.skill_vs_baseline)
  return (
    <>
      <PageHeader title={t('forecasting:accuracy.title')} lead={t('forecasting:accuracy.lead', { from: formatDay(from), to: formatDay(to) })}>
        {shops.length > 1 ? <Select aria-label={t('forecasting:field.location')} w={190} data={[{ value: '', label: t('forecasting:accuracy.all_shops') }, ...shops.map((shop) => ({ value: shop.id, label: shop.name }))]} value={location} onChange={(value) => setLocation(value ?? '')} /> : null}
        <SegmentedControl value={days} onChange={setDays} data={['7', '28', '56'].map((value) => ({ value, label: t('forecasting:accuracy.days', { count: Number(value) }) }))} />
      </PageHeader>
      {total.error ? <Panel><ErrorState error={total.error} onRetry={() => void total.refetch()} /></Panel> : total.isPending ? <Skeleton height={120} radius="lg" /> : total.data.evaluated === 0 ? (
        <Stack gap="md">
          <Panel><EmptyState icon={Gauge} title={t('forecasting:accuracy.empty')} text={t('forecasting:accuracy.empty_text')} /></Panel>
          <AccuracyBacktest location={location} />
        </Stack>
      ) : (
        <Stack gap="md">
          <Panel>
            <Text size="lg" fw={600} mb="md">{skill === null ? t('forecasting:accuracy.no_skill') : skill > 0.005 ? t('forecasting:accuracy.better', { percent: formatShare(skill) }) : skill < -0.005 ? t('forecasting:accuracy.worse', { percent: formatShare(-skill) }) : t('forecasting:accuracy.equal')}</Text>
            <SimpleGrid cols={{ base: 2, sm: 5 }}>
              {([['wape', formatShare(total.data.wape)], ['mase', formatNumber(total.data.mase, 2, 2)], ['bias', signed(formatShare(total.data.bias), total.data.bias)], ['coverage', formatShare(total.data.coverage_80)], ['evaluated', formatNumber(total.data.evaluated, 0, 0)]] as const).map(([name, value]) => (
                <div key={name} className={classes.fact}><span className={classes.value}>{value}</span><span className={classes.name}>{t(`forecasting:accuracy.${name}`)}</span></div>
              ))}
            </SimpleGrid>
            {total.data.censored > 0 ? <Text size="sm" c="dimmed" mt="md">{t('forecasting:accuracy.censored', { count: total.data.censored })}</Text> : null}
          </Panel>
          {runs.data && runs.data.length > 1 ? <Panel title={t('forecasting:accuracy.trend')}><Suspense fallback={<Skeleton height={220} />}><Trend runs={runs.data} /></Suspense></Panel> : null}
          <AccuracyMoney from={from} to={to} location={location} />
          <AccuracyMisses from={from} to={to} location={location} />
          {curve.data && curve.data.evaluated > 0 ? (
            <Panel title={t('forecasting:calibration.title')}>
              <Text size="sm" c="dimmed" mb="sm">{t('forecasting:calibration.lead')}</Text>
              <Suspense fallback={<Skeleton height={240} />}><Calibration points={curve.data.points} /></Suspense>
            </Panel>
          ) : null}
          <Panel title={t('forecasting:accuracy.by_product')}>
            {products.data ? (
              <SimpleTable
                label={t('forecasting:accuracy.by_product')}
                rows={products.data}
                rowKey={(row) => `${row.item_id}-${row.location_id}`}
                columns={[
                  { header: t('forecasting:field.product'), cell: (row) => items.get(row.item_id)?.name ?? '–' },
                  { header: t('forecasting:field.location'), cell: (row) => locations.get(row.location_id)?.name ?? '–' },
                  { header: t('forecasting:accuracy.wape'), right: true, cell: (row) => formatShare(row.figures.wape) },
                  { header: t('forecasting:accuracy.baseline_wape'), right: true, cell: (row) => formatShare(row.figures.baseline_wape) },
                  { header: t('forecasting:accuracy.skill'), right: true, cell: (row) => signed(formatShare(row.figures.skill_vs_baseline), row.figures.skill_vs_baseline) },
                  { header: t('forecasting:accuracy.mase'), right: true, cell: (row) => formatNumber(row.figures.mase, 2, 2) },
                  { header: t('forecasting:accuracy.bias'), right: true, cell: (row) => signed(formatShare(row.figures.bias), row.figures.bias) },
                  { header: t('forecasting:accuracy.coverage'), right: true, cell: (row) => formatShare(row.figures.coverage_80) },
                  { header: t('forecasting:accuracy.evaluated'), right: true, cell: (row) => formatNumber(row.figures.evaluated, 0, 0) },
                ]}
              />
            ) : products.error ? <ErrorState compact error={products.error} /> : <Skeleton height={160} />}
          </Panel>
          <AccuracyBacktest location={location} />
        </Stack>
      )}
    </>
  )
}
