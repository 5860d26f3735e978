import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight, CircleHelp, CookingPot, Package, Store, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useLocationNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { useTexts } from '@/ui/use-texts'
import type { Trace } from '../api/recalls'
import { LotStateChip } from '../lots/lot-words'
import { stepsOf, type Step } from './trace-steps'
import classes from './trace-tree.module.css'

const icons: Record<string, LucideIcon> = { lot: Package, batch: CookingPot, recipient: Store, untraced: CircleHelp }

/** Where a lot went, or what it came from, step by step; every step can be folded. */
export function TraceTree({ trace }: { trace: Trace }) {
  const { t } = useTexts()
  const steps = stepsOf(trace)
  if (steps.every((step) => step.next.length === 0)) return <Text c="dimmed">{t(trace.direction === 'forward' ? 'recall:tree.nowhere' : 'recall:tree.from_nothing')}</Text>
  return <ul className={classes.tree}>{steps.map((step) => <Branch key={step.node.id} step={step} units={new Map(trace.nodes.map((node) => [node.id, node.unit ?? null]))} depth={0} />)}</ul>
}

function Branch({ step, units, depth, parent }: { step: Step; units: ReadonlyMap<string, string | null>; depth: number; parent?: string }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(depth < 3)
  const { node } = step
  const words = <Words step={step} unit={node.unit ?? (parent ? units.get(parent) ?? null : null)} />
  if (step.next.length === 0) return <li className={classes.leaf}>{words}</li>
  return (
    <li>
      <div className={classes.branch}>
        <button type="button" className={classes.fold} aria-expanded={open} aria-label={t('recall:tree.fold', { name: `${node.name} ${node.code ?? ''}` })} onClick={() => setOpen(!open)}>{open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}</button>
        {words}
      </div>
      {open ? <ul>{step.next.map((next, index) => <Branch key={`${next.node.id}-${index}`} step={next} units={units} depth={depth + 1} parent={node.id} />)}</ul> : null}
    </li>
  )
}

function Words({ step, unit }: { step: Step; unit: string | null }) {
  const { t, quantity } = useTexts()
  const places = useLocationNames()
  const { node } = step
  const Icon = icons[node.kind] ?? Package
  const place = node.location_id ? places.get(node.location_id)?.name : undefined
  return (
    <span className={classes.words}>
      <Icon size={16} aria-label={t(`recall:node.${node.kind}`)} role="img" className={classes.icon} />
      <b>{node.name || t(`recall:node.${node.kind}`)}</b>
      {node.code ? (node.kind === 'lot' ? <Anchor component={Link} to={`/app/operations/inventory/lots/${node.id}`} className="numbers">{node.code}</Anchor> : <span className="numbers">{node.code}</span>) : null}
      {step.quantity ? <span className="numbers">{quantity(step.quantity, unit)}</span> : null}
      {node.kind === 'lot' && place ? <span className={classes.quiet}>{place}</span> : null}
      {node.kind !== 'lot' && node.expires_on ? <span className={`numbers ${classes.quiet}`}>{formatDay(node.expires_on)}</span> : null}
      {step.kind ? <span className={classes.quiet}>{t(`recall:link.${step.kind}`, { defaultValue: step.kind })}</span> : null}
      {node.kind === 'lot' && node.state && node.state !== 'depleted' ? <LotStateChip state={node.state} /> : null}
      {node.kind === 'lot' && node.on_hand && Number(node.on_hand) > 0 ? <span className={`numbers ${classes.quiet}`}>{t('recall:left', { quantity: quantity(node.on_hand, node.unit) })}</span> : null}
      {step.again ? <span className={classes.quiet}>{t('recall:tree.above')}</span> : null}
    </span>
  )
}
