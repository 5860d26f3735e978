import { Modal, Text, Title, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Minus, TrendingDown, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import { formatMoney, formatNumber, formatPercent } from '@/lib/format'
import { readableParameters } from '@/lib/reasoning'
import { SparkBars } from '@/ui/spark-bars'
import { useTexts } from '@/ui/use-texts'
import { dashboardInsights, type DashboardInsights, type InsightValue } from './api/dashboard'
import { Card } from './card'
import classes from './insights-card.module.css'

const names = ['savings', 'inventory', 'waste', 'deliveries'] as const
const trends = { up: TrendingUp, down: TrendingDown, flat: Minus }

function shown(insight: InsightValue): string {
  if (insight.value === null) return '–'
  if (insight.unit === 'EUR' || insight.unit === 'eur') return formatMoney(insight.value)
  if (insight.unit === 'percent' || insight.unit === '%') return formatPercent(insight.value)
  return formatNumber(insight.value)
}

/** Four values; a click shows how each was worked out. */
export function InsightsCard() {
  const { t, list, instant } = useTexts()
  const query = useQuery(dashboardInsights())
  const [open, setOpen] = useState<keyof DashboardInsights | null>(null)
  return (
    <Card title={t('dashboard:insights.title')} query={query} rows={4}>
      {(data) => {
        const how = open ? data[open].how : null
        return (
          <>
            <div className={classes.grid}>
              {names.map((name) => {
                const insight = data[name]
                const Trend = insight.trend ? trends[insight.trend] : null
                return (
                  <UnstyledButton key={name} className={classes.tile} data-empty={insight.value === null || undefined} onClick={() => setOpen(name)} disabled={!insight.how}>
                    <span className={classes.label}>{t(`dashboard:insights.${name}`)}</span>
                    <span className={classes.value}>{shown(insight)}{Trend ? <Trend size={17} aria-label={t(`dashboard:insights.trend_${insight.trend}`)} /> : null}</span>
                    {insight.comparison ? <span className={classes.compare}>{t('dashboard:insights.before', { value: shown({ ...insight, value: insight.comparison }) })}</span> : <span className={classes.compare}>{insight.value === null ? t('dashboard:insights.later') : ''}</span>}
                    {insight.history?.length ? <SparkBars values={insight.history.map(Number)} height={22} /> : null}
                  </UnstyledButton>
                )
              })}
            </div>
            {open && how ? (
              <Modal opened onClose={() => setOpen(null)} title={<Title order={2} size="h4">{t(`dashboard:insights.${open}`)}</Title>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
                <Text size="xl" fw={650} className="numbers">{shown(data[open])}</Text>
                <Text mt="xs">{t(`dashboard:how.${how.key.split('.').at(-1)}`, readableParameters(how.parameters, { list, instant, word: (_, value) => value }))}</Text>
              </Modal>
            ) : null}
          </>
        )
      }}
    </Card>
  )
}
