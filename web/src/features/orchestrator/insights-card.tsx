import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Minus, TrendingDown, TrendingUp } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import { dashboardInsights, type Figure } from './api/dashboard'
import { Card } from './card'
import classes from './insights-card.module.css'

const FigureModal = lazy(() => import('./figure-modal').then((module) => ({ default: module.FigureModal })))

const trends = { up: TrendingUp, down: TrendingDown, flat: Minus }

function shown(value: string | null, unit: string): string {
  return value === null ? '–' : unit === 'EUR' ? formatMoney(value) : formatNumber(value, 0, 1)
}

function trendOf(figure: Figure): keyof typeof trends | null {
  if (figure.value === null || figure.comparison === null || figure.unit !== 'EUR') return null
  return decimal(figure.value).gt(decimal(figure.comparison)) ? 'up' : decimal(figure.value).lt(decimal(figure.comparison)) ? 'down' : 'flat'
}

/** Four values; a click shows how each was worked out. */
export function InsightsCard() {
  const { t } = useTexts()
  const query = useQuery(dashboardInsights())
  const [open, setOpen] = useState<Figure | null>(null)
  return (
    <Card title={t('dashboard:insights.title')} query={query} rows={4}>
      {(data) => (
        <>
          <div className={classes.grid}>
            {data.items.map((figure) => {
              const trend = trendOf(figure)
              const Trend = trend ? trends[trend] : null
              return (
                <UnstyledButton key={figure.code} className={classes.tile} data-empty={figure.value === null || undefined} onClick={() => setOpen(figure)}>
                  <span className={classes.label}>{t(`dashboard:insights.${figure.code}`)}</span>
                  <span className={classes.value}>{shown(figure.value, figure.unit)}{Trend ? <Trend size={17} aria-label={t(`dashboard:insights.trend_${trend}`)} /> : null}</span>
                  <span className={classes.compare}>{figure.value === null ? t('dashboard:insights.later') : trend ? t('dashboard:insights.before', { value: shown(figure.comparison, figure.unit) }) : ''}</span>
                </UnstyledButton>
              )
            })}
          </div>
          {open ? <Suspense fallback={null}><FigureModal figure={open} value={shown(open.value, open.unit)} onClose={() => setOpen(null)} /></Suspense> : null}
        </>
      )}
    </Card>
  )
}
