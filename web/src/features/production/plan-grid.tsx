import { ActionIcon, Text, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { sum } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { ReasoningText } from '@/ui/reasoning-text'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import type { BakePlan, Forecast, PlanLine, ShopPart } from './api/plan'
import classes from './plan-grid.module.css'
import { ordersOf } from './plan-rules'
import { QuantityEditor } from './quantity-editor'

interface GridProps { plan: BakePlan; forecasts: readonly Forecast[]; editable: boolean; onOverride: (line: PlanLine, quantity: number | null, reason: string) => Promise<void> }

const whole = (value: string | number | null | undefined) => formatNumber(value, 0, 0)

/** One row per product: what orders and shops need, what is left, what the machine says, what we bake. */
export function PlanGrid({ plan, forecasts, editable, onOverride }: GridProps) {
  const { t } = useTexts()
  const names = useLocationNames()
  const items = useItemNames()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const shops = [...new Map(plan.lines.flatMap((line) => line.shops).map((shop) => [shop.location_id, names.get(shop.location_id)?.name ?? '–'])).entries()]
  const hasStock = plan.lines.some((line) => Number(line.finished_stock) !== 0)
  const product = (line: PlanLine) => items.get(line.product_item_id)?.name ?? '–'
  const toggle = (id: string) => setOpen((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next })
  const shopOf = (line: PlanLine, id: string): ShopPart | undefined => line.shops.find((shop) => shop.location_id === id)
  const band = (line: PlanLine, shop: ShopPart | undefined) => {
    const forecast = shop && forecasts.find((candidate) => candidate.item_id === line.product_item_id && candidate.location_id === shop.location_id)
    return forecast ? `${whole(forecast.lower_80)}–${whole(forecast.upper_80)}` : null
  }
  const why = (line: PlanLine) => (
    <div className={classes.why}>
      <ReasoningText reasoning={line.reasoning_data} />
      {line.override ? <Text size="sm">{t('production:grid.override_by', { user: line.override.user_name ?? '–', reason: line.override.reason, machine: whole(line.machine_quantity) })}</Text> : null}
    </div>
  )
  const accepted = (line: PlanLine) => {
    const change = plan.changes.findLast((candidate) => candidate.line_id === line.id && candidate.state === 'accepted')
    return change ? <StatusChip tone="info" label={t('production:grid.changed', { old: whole(change.from_quantity), next: whole(change.to_quantity) })} /> : null
  }
  const chips = (line: PlanLine) => (
    <>
      {line.override ? <StatusChip tone="accent" label={t('production:grid.by_hand')} /> : null}
      {accepted(line)}
    </>
  )
  if (isPhone) {
    return (
      <ul className={classes.cards}>
        {plan.lines.map((line) => (
          <li key={line.id} className={classes.card}>
            <div className={classes.cardHead}><b>{product(line)}</b><QuantityEditor line={line} name={product(line)} editable={editable} onSave={(quantity, reason) => onOverride(line, quantity, reason)} /></div>
            <div className={`numbers ${classes.parts}`}>
              <span>{t('production:grid.orders')} <b>{whole(ordersOf(line))}</b></span>
              {shops.map(([id, name]) => <span key={id}>{name} <b>{whole(shopOf(line, id)?.quantity)}</b>{band(line, shopOf(line, id)) ? <small> ({band(line, shopOf(line, id))})</small> : null}</span>)}
              {line.finished_stock !== '0' && Number(line.finished_stock) !== 0 ? <span>{t('production:grid.stock')} <b>−{whole(line.finished_stock)}</b></span> : null}
            </div>
            {chips(line)}
            {why(line)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className={classes.scroll} role="region" aria-label={t('production:grid.title')} tabIndex={0}>
      <table className={`numbers ${classes.table}`}>
        <caption className="visually-hidden">{t('production:grid.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('production:grid.product')}</th>
            <th scope="col">{t('production:grid.orders')}</th>
            {shops.map(([id, name]) => <th key={id} scope="col"><Tooltip label={t('production:grid.shop_help')} multiline w={240}><span tabIndex={0}>{name}</span></Tooltip></th>)}
            {hasStock ? <th scope="col">{t('production:grid.stock')}</th> : null}
            <th scope="col">{t('production:grid.need')}</th>
            <th scope="col">{t('production:grid.machine')}</th>
            <th scope="col">{t('production:grid.plan')}</th>
            <th scope="col" className="no-print"><span className="visually-hidden">{t('production:grid.why')}</span></th>
          </tr>
        </thead>
        <tbody>
          {plan.lines.map((line) => {
            const isOpen = open.has(line.id)
            return (
              <Fragment key={line.id}>
                <tr data-open={isOpen || undefined}>
                  <th scope="row"><span className={classes.name}>{product(line)}{chips(line)}</span></th>
                  <td>{whole(ordersOf(line))}</td>
                  {shops.map(([id]) => { const shop = shopOf(line, id); return <td key={id}>{whole(shop?.quantity)}{band(line, shop) ? <small className={classes.band}>{band(line, shop)}</small> : null}</td> })}
                  {hasStock ? <td>{Number(line.finished_stock) === 0 ? '–' : `−${whole(line.finished_stock)}`}</td> : null}
                  <td>{whole(line.net_quantity)}</td>
                  <td className={classes.machine} data-off={line.planned_quantity !== line.machine_quantity || undefined}>{whole(line.machine_quantity)}</td>
                  <td><QuantityEditor line={line} name={product(line)} editable={editable} onSave={(quantity, reason) => onOverride(line, quantity, reason)} /></td>
                  <td className="no-print"><ActionIcon variant="subtle" color="gray" size="lg" aria-expanded={isOpen} aria-label={`${t('production:grid.why')}: ${product(line)}`} onClick={() => toggle(line.id)}>{isOpen ? <ChevronDown size={18} /> : <ChevronRight size={18} />}</ActionIcon></td>
                </tr>
                {isOpen ? <tr className={classes.detail}><td colSpan={(hasStock ? 7 : 6) + shops.length}>{why(line)}</td></tr> : null}
              </Fragment>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('production:grid.sum')}</th>
            <td>{whole(sum(plan.lines.map(ordersOf)).toFixed())}</td>
            {shops.map(([id]) => <td key={id}>{whole(plan.lines.reduce((total, line) => total + (shopOf(line, id)?.quantity ?? 0), 0))}</td>)}
            {hasStock ? <td /> : null}
            <td>{whole(sum(plan.lines.map((line) => line.net_quantity)).toFixed())}</td>
            <td>{whole(plan.lines.reduce((total, line) => total + line.machine_quantity, 0))}</td>
            <td><span className={classes.total}>{whole(plan.lines.reduce((total, line) => total + line.planned_quantity, 0))}</span></td>
            <td className="no-print" />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
