import { Check, Scale, Snowflake } from 'lucide-react'
import { useEffect, useState } from 'react'
import { decimal } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import { suggestedLot, weighed, type Batch, type Card, type CardLine } from './acts'
import classes from './floor.module.css'
import { record, useOutbox } from './outbox'
import { FloorDialog, NumberPad, numberOf } from './parts'
import { hasScale, readScale } from './scale'
import { keep, kept } from './store'
import { useFloor } from './use-floor'
import { usual, type Temperatures } from './water'
import { WaterDialog, WaterText } from './water-dialog'

/** What goes into the bowl, to the gram: of one mix, of the last one where it is smaller, or of all. A line is tapped to note what the scale says. */
export function MixTable({ card, batch }: { card: Card; batch: Batch }) {
  const { t } = useTexts()
  const { acts } = useOutbox()
  const { day, today } = useFloor()
  const [of, setOf] = useState<'one' | 'last' | 'all'>(card.mixes > 1 ? 'one' : 'all')
  const [line, setLine] = useState<CardLine | null>(null)
  // Equal mixes may differ by the gram that is left over.
  const isRest = card.mixes > 1 && card.grams_last !== undefined && card.grams_one - card.grams_last > 1
  const grams = (one: CardLine | Card) => (of === 'one' ? one.grams_one : of === 'last' ? (one.grams_last ?? one.grams_one) : one.grams_all)
  const total = grams(card)
  const parts = [{ of: 'one', name: t('tablet:card.one', { count: card.mixes }) }, ...(isRest ? [{ of: 'last', name: t('tablet:card.last') }] : []), { of: 'all', name: t('tablet:card.all', { count: card.mixes }) }] as const
  const open = batch.status === 'in_progress'
  const water = card.lines.find((one) => day?.items.some((item) => item.id === one.item_id && item.is_water))
  const [read, setRead] = useState<Record<string, Temperatures>>({})
  const [asking, setAsking] = useState(false)
  useEffect(() => { void kept('temperatures').then((known) => known && setRead(known)) }, [])
  const remember = (typed: Temperatures) => {
    const next = { ...read, [card.name]: typed, '': typed }
    setRead(next)
    void keep('temperatures', next)
  }
  return (
    <section className={classes.card} aria-label={t('tablet:card.title')}>
      {card.mixes > 1 ? (
        <div className={`${classes.row} ${classes.grow}`} role="group" aria-label={t('tablet:card.title')}>
          {parts.map((part) => <button key={part.of} type="button" className={`${classes.button} ${of === part.of ? classes.main1 : ''}`} aria-pressed={of === part.of} onClick={() => setOf(part.of as typeof of)}>{part.name}</button>)}
        </div>
      ) : null}
      <table className={classes.weights}>
        <tbody>
          {card.lines.map((one) => {
            const lot = one.item_id ? suggestedLot(day?.lots ?? [], one.item_id, today) : null
            const noted = one.item_id ? weighed(acts, batch.id, one.item_id) : '0'
            const content = (
              <>
                <span><b>{one.name}</b>{lot ? <><br /><span className={classes.dim}>{t('tablet:card.lot', { code: lot.lot_code })}</span></> : null}{one === water && read[card.name] ? <><br /><span className={classes.dim}><WaterText read={read[card.name]!} grams={grams(one)} /></span></> : null}</span>
                <span className={classes.row}>{decimal(noted).gt(0) ? <span className={`${classes.row} ${classes.good} ${classes.dim}`}><Check aria-hidden /> {t('tablet:card.weighed', { grams: shown(decimal(noted).times(1000).toFixed()), all: shown(one.grams_all) })}</span> : null}<span className={classes.figure}>{one.count ? `${shown(one.count)} ${t('common:unit.pieces')}` : `${shown(grams(one))} g`}</span></span>
              </>
            )
            return <tr key={one.item_id ?? one.preferment_id ?? one.name}><td>{one.item_id && open && !one.count ? <button type="button" onClick={() => setLine(one)}>{content}</button> : <div className={classes.part}>{content}</div>}</td></tr>
          })}
        </tbody>
        <tfoot><tr><td><span className={`${classes.row} ${classes.spread}`}><span>{t('tablet:card.total')}</span><span className={classes.figure}>{shown(total)} g</span></span></td></tr></tfoot>
      </table>
      {water ? <button type="button" className={classes.button} onClick={() => setAsking(true)}><Snowflake aria-hidden /> {t('tablet:water.title')}</button> : null}
      {asking && water ? <WaterDialog grams={grams(water)} given={read[card.name] ?? read[''] ?? usual} hasPreferment={card.lines.some((one) => one.preferment_id)} onClose={() => setAsking(false)} onSave={remember} /> : null}
      {line ? <WeighDialog line={line} grams={grams(line)} batch={batch} onClose={() => setLine(null)} /> : null}
    </section>
  )
}

const shown = (grams: number | string) => formatNumber(String(grams), 0, 0)

function WeighDialog({ line, grams, batch, onClose }: { line: CardLine; grams: number; batch: Batch; onClose: () => void }) {
  const { t } = useTexts()
  const { day, today } = useFloor()
  const [value, setValue] = useState('')
  const [scale, setScale] = useState<'idle' | 'reading' | 'silent'>('idle')
  const lot = line.item_id ? suggestedLot(day?.lots ?? [], line.item_id, today) : null
  const typed = value === '' ? String(grams) : numberOf(value)
  const isGood = typed !== null && decimal(typed).gt(0)
  const done = () => {
    if (!isGood || !line.item_id) return
    void record('weigh', batch.id, `${batch.name}: ${line.name}`, { item_id: line.item_id, value: decimal(typed).div(1000).toFixed(), ...(lot ? { lot_id: lot.id } : {}) })
    onClose()
  }
  const ask = async () => {
    setScale('reading')
    try {
      const read = await readScale()
      if (read === null) setScale('silent')
      else { setValue(String(read)); setScale('idle') }
    } catch {
      setScale('silent')
    }
  }
  return (
    <FloorDialog title={line.name} onClose={onClose}>
      <p>{t('tablet:card.target', { grams: shown(grams) })}{lot ? ` · ${t('tablet:card.lot', { code: lot.lot_code })}` : ''}</p>
      <NumberPad label={t('tablet:card.grams')} unit="g" value={value} onChange={setValue} onEnter={done} />
      {hasScale() ? <button type="button" className={classes.button} disabled={scale === 'reading'} onClick={() => void ask()}><Scale aria-hidden /> {t('tablet:card.read_scale')}</button> : null}
      {scale === 'silent' ? <p role="alert" className={classes.bad}>{t('tablet:card.scale_silent')}</p> : null}
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={!isGood} onClick={done}>{value === '' ? t('tablet:card.as_planned', { grams: shown(grams) }) : t('tablet:card.save')}</button>
    </FloorDialog>
  )
}
