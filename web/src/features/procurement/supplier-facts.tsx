import { Progress, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { supplierCard } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { formatShortDay, formatTime, today } from '@/lib/dates'
import { formatMoney, formatNumber } from '@/lib/format'
import { nextDelivery } from '@/lib/supplier-calendar'
import { useTexts } from '@/ui/use-texts'
import classes from './supplier-facts.module.css'

/** What one must know of a supplier before ordering; the bar shows how far the order is from the minimum. */
export function SupplierFacts({ supplierId, subtotal }: { supplierId: string; subtotal: string }) {
  const { t, timeZone, weekdayShort } = useTexts()
  const { data } = useQuery(supplierCard(supplierId))
  if (!data) return null
  const next = nextDelivery(data, today(timeZone), formatTime(new Date().toISOString(), timeZone))
  const minimum = data.minimum_order_amount
  const missing = minimum ? decimal(minimum).minus(decimal(subtotal)) : null
  const share = minimum && decimal(minimum).gt(0) ? Math.min(100, Number(decimal(subtotal).div(decimal(minimum)).times(100).toFixed(1))) : 100
  return (
    <div className={classes.box}>
      <dl className={classes.facts}>
        <div><dt>{t('purchase_orders:supplier.trust')}</dt><dd className="numbers">{data.trust_score === null ? '–' : `${formatNumber(data.trust_score, 0, 0)} / 100`}</dd></div>
        <div><dt>{t('purchase_orders:supplier.next_delivery')}</dt><dd className="numbers">{next ? `${weekdayShort(next)} ${formatShortDay(next)}` : '–'}</dd></div>
        <div><dt>{t('purchase_orders:supplier.cutoff')}</dt><dd className="numbers">{data.cutoff_time?.slice(0, 5) ?? '–'}</dd></div>
        <div><dt>{t('purchase_orders:supplier.minimum')}</dt><dd className="numbers">{formatMoney(minimum)}</dd></div>
      </dl>
      {minimum && decimal(minimum).gt(0) ? (
        <div className={classes.bar}>
          <Progress value={share} size="sm" color={share >= 100 ? 'sage.6' : 'wheat.5'} aria-label={t('purchase_orders:supplier.minimum')} />
          <Text size="xs" c={share >= 100 ? 'var(--good)' : 'var(--warn)'} fw={600}>{share >= 100 ? t('purchase_orders:supplier.minimum_met') : t('purchase_orders:supplier.minimum_missing', { amount: formatMoney(missing?.toFixed(2)) })}</Text>
        </div>
      ) : null}
    </div>
  )
}
