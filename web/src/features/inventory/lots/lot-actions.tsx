import { Button, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown, GitFork, Hourglass, Lock, LockOpen, PencilLine, Recycle, Scale, Snowflake, ThermometerSun, Trash, Truck, Undo2, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { useTexts } from '@/ui/use-texts'
import { blockLot, overrideExpiry, releaseLot, type Lot } from '../api/lots'
import { WasteDialog } from '../waste/waste-dialog'
import { AdjustDialog } from './adjust-dialog'
import { CorrectDialog } from './correct-dialog'
import { MoveDialog } from './move-dialog'
import { actsFor, type Act } from './lot-acts'
import { TransformDialog } from './transform-dialog'

const icons: Record<Act, LucideIcon> = { adjust: Scale, waste: Trash, freeze: Snowflake, thaw: ThermometerSun, rework: Recycle, move: Truck, correct: PencilLine, block: Lock, release: LockOpen, override: Hourglass }
const decisions = { block: blockLot, release: releaseLot, override: overrideExpiry }

/** The acts on one lot: the two frequent ones as buttons, the others behind one. */
export function LotActions({ lot, unit }: { lot: Lot; unit: string }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const [act, setAct] = useState<Act | null>(null)
  const close = () => setAct(null)
  const show = (made: Lot) => void navigate({ to: `/app/operations/inventory/lots/${made.id}` })
  const Transform = act === 'freeze' || act === 'thaw' || act === 'rework' ? <TransformDialog kind={act} lot={lot} unit={unit} onMade={show} onClose={close} /> : null
  return (
    <>
      <Button component={Link} to={`/app/operations/recall?lot=${lot.id}`} variant="default" leftSection={<GitFork size={16} />}>{t('inventory:lot_act.trace')}</Button>
      {isMember ? (
        <>
          {decimal(lot.quantity).gt(0) ? <Button variant="default" leftSection={<Trash size={16} />} onClick={() => setAct('waste')}>{t('inventory:lot_act.waste')}</Button> : null}
          <Button variant="default" leftSection={<Scale size={16} />} onClick={() => setAct('adjust')}>{t('inventory:lot_act.adjust')}</Button>
          <Menu position="bottom-end">
            <Menu.Target><Button rightSection={<ChevronDown size={16} aria-hidden />}>{t('common:action.more')}</Button></Menu.Target>
            <Menu.Dropdown>{actsFor(lot, isAdmin).map((name) => { const Icon = icons[name]; return <Menu.Item key={name} leftSection={<Icon size={16} aria-hidden />} onClick={() => setAct(name)}>{t(`inventory:lot_act.${name}`)}</Menu.Item> })}<Menu.Item component={Link} to={`/app/operations/inventory/returns?lot=${lot.id}`} leftSection={<Undo2 size={16} aria-hidden />}>{t('inventory:return.new')}</Menu.Item></Menu.Dropdown>
          </Menu>
        </>
      ) : null}
      {act === 'adjust' ? <AdjustDialog unit={unit} lot={lot} onClose={close} /> : null}
      {act === 'waste' ? <WasteDialog lot={lot} reason={lot.state === 'expired' ? 'expired' : lot.state === 'blocked' ? 'recall' : 'damaged'} onClose={close} /> : null}
      {act === 'move' ? <MoveDialog lot={lot} unit={unit} onClose={close} /> : null}
      {act === 'correct' ? <CorrectDialog lot={lot} onClose={close} /> : null}
      {Transform}
      {act === 'block' || act === 'release' || act === 'override' ? (
        <ConfirmDialog opened danger={act !== 'release'} title={t(`inventory:lot_act.${act}_title`, { lot: lot.lot_code })} text={t(`inventory:lot_act.${act}_text`)} confirmLabel={t(`inventory:lot_act.${act}`)} reasonLabel={t('common:field.reason')} onConfirm={async (reason) => { await decisions[act](lot, reason); await client.invalidateQueries({ queryKey: ['inventory'] }) }} onClose={close} />
      ) : null}
    </>
  )
}
