import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Check, Hand, Pause, Play, Trash } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import { stages } from '../stages'
import type { Batch } from './acts'
import classes from './floor.module.css'
import { MixTable } from './mix-table'
import { record } from './outbox'
import { FloorDialog, NumberPad, numberOf } from './parts'
import { amount } from './tasks-page'
import { useFloor } from './use-floor'

const reasons = ['production_surplus', 'burnt', 'quality_reject', 'damaged', 'sample', 'spill'] as const

/** A batch at the station: its mix card, its stages, and the big buttons from start to end. */
export function MixPage() {
  const { t } = useTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const { day } = useFloor()
  const batch = day?.days.flatMap((one) => one.batches).find((one) => one.id === id)
  const back = <Link to="/floor" className={classes.button}><ArrowLeft aria-hidden /> {t('common:action.back')}</Link>
  if (!batch) return <><p className={classes.title}>{t('tablet:mix.gone')}</p><div className={classes.row}>{back}</div></>
  const card = day?.days.flatMap((one) => one.mix_cards).find((one) => one.batch_id === id)
  return (
    <>
      <div className={classes.row}>
        {back}
        <h2 className={classes.title} style={{ margin: 0 }}>{batch.name}</h2>
        <span className={classes.figure}>{amount(batch, t)}</span>
        <span className={classes.chip}>{t(`production:batch_status.${batch.status}`)}{batch.stage ? `: ${t(`floor:stage.${batch.stage}`)}` : ''}</span>
      </div>
      <BatchButtons batch={batch} />
      {card ? <MixTable card={card} batch={batch} /> : null}
    </>
  )
}

function BatchButtons({ batch }: { batch: Batch }) {
  const { t } = useTexts()
  const [dialog, setDialog] = useState<'finish' | 'waste' | 'stage' | 'pause' | null>(null)
  const close = () => setDialog(null)
  const act = (type: 'start' | 'resume') => void record(type, batch.id, batch.name)
  if (['completed', 'failed', 'cancelled', 'quality_check'].includes(batch.status)) {
    return <p>{batch.status === 'quality_check' ? t('tablet:mix.check_due') : t('tablet:mix.done', { quantity: formatNumber(batch.actual_quantity, 0, 3), unit: t(`common:unit.${batch.unit}`) })}</p>
  }
  return (
    <div className={`${classes.row} ${classes.grow}`}>
      {batch.status === 'pending' ? <button type="button" className={`${classes.button} ${classes.main1}`} onClick={() => act('start')}><Play aria-hidden /> {t('tablet:mix.start')}</button> : null}
      {batch.status === 'on_hold' ? <button type="button" className={`${classes.button} ${classes.main1}`} onClick={() => act('resume')}><Play aria-hidden /> {t('tablet:mix.resume')}</button> : null}
      {batch.status === 'in_progress' ? (
        <>
          <button type="button" className={`${classes.button} ${classes.main1}`} onClick={() => setDialog('finish')}><Check aria-hidden /> {t('tablet:mix.finish')}</button>
          <button type="button" className={classes.button} onClick={() => setDialog('stage')}><Hand aria-hidden /> {t('tablet:mix.stage')}</button>
          <button type="button" className={classes.button} onClick={() => setDialog('pause')}><Pause aria-hidden /> {t('tablet:mix.pause')}</button>
          <button type="button" className={`${classes.button} ${classes.danger}`} onClick={() => setDialog('waste')}><Trash aria-hidden /> {t('tablet:mix.waste')}</button>
        </>
      ) : null}
      {dialog === 'finish' ? <QuantityDialog title={t('tablet:mix.finish_title', { name: batch.name })} unit={batch.unit} given={batch.planned_quantity} action={t('tablet:mix.finish')} onClose={close} onDone={(quantity) => record('finish', batch.id, batch.name, { actual_quantity: quantity })} /> : null}
      {dialog === 'waste' ? <WasteDialog batch={batch} onClose={close} /> : null}
      {dialog === 'pause' ? <PauseDialog batch={batch} onClose={close} /> : null}
      {dialog === 'stage' ? (
        <FloorDialog title={t('tablet:mix.stage_title')} onClose={close}>
          <div className={classes.people}>{stages.map((stage) => <button key={stage} type="button" className={classes.button} aria-pressed={batch.stage === stage} onClick={() => { void record('stage', batch.id, batch.name, { stage }); close() }}>{t(`floor:stage.${stage}`)}</button>)}</div>
        </FloorDialog>
      ) : null}
    </div>
  )
}

function QuantityDialog({ title, unit, given, action, onClose, onDone }: { title: string; unit: string; given: string; action: string; onClose: () => void; onDone: (quantity: string) => Promise<unknown> }) {
  const { t } = useTexts()
  const [value, setValue] = useState(formatNumber(given, 0, 3).replaceAll('.', ''))
  const quantity = numberOf(value)
  const done = () => { if (quantity !== null) { void onDone(quantity); onClose() } }
  return (
    <FloorDialog title={title} onClose={onClose}>
      <NumberPad label={t('tablet:mix.quantity')} unit={t(`common:unit.${unit}`)} value={value} onChange={setValue} onEnter={done} />
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={quantity === null} onClick={done}>{action}</button>
    </FloorDialog>
  )
}

/** Reason, quantity, done: three taps for a piece. */
function WasteDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { t } = useTexts()
  const [reason, setReason] = useState<string | null>(null)
  if (reason) return <QuantityDialog title={t('tablet:mix.waste_title', { name: batch.name })} unit={batch.unit} given="1" action={t('tablet:mix.waste')} onClose={onClose} onDone={(quantity) => record('waste', batch.id, batch.name, { actual_quantity: quantity, reason })} />
  return (
    <FloorDialog title={t('tablet:mix.waste_why')} onClose={onClose}>
      <div className={classes.people}>{reasons.map((one) => <button key={one} type="button" className={classes.button} onClick={() => setReason(one)}>{t(`inventory:waste_reason.${one}`)}</button>)}</div>
    </FloorDialog>
  )
}

function PauseDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  return (
    <FloorDialog title={t('tablet:mix.pause')} onClose={onClose}>
      <label className={classes.body}>{t('common:field.reason')}<input className={classes.input} value={text} maxLength={200} onChange={(event) => setText(event.currentTarget.value)} /></label>
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={text.trim().length < 3} onClick={() => { void record('pause', batch.id, batch.name, { text: text.trim() }); onClose() }}>{t('tablet:mix.pause')}</button>
    </FloorDialog>
  )
}
