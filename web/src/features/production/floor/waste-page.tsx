import { ArrowLeft, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '@/ui/use-texts'
import type { Act, Item } from './acts'
import classes from './floor.module.css'
import { record, takeBack } from './outbox'
import { keep, kept } from './store'
import { useFloor } from './use-floor'

// What the first reason to come to mind is, and where that food usually may go.
const reasons = ['unsold', 'damaged', 'expired', 'customer_return', 'burnt', 'spill', 'sample', 'quality_reject'] as const
const places = ['donation', 'prevention_reuse', 'animal_feed', 'compost', 'landfill'] as const
const notToPeople = ['expired', 'customer_return', 'quality_reject']
const amounts = Array.from({ length: 12 }, (_, index) => index + 1)
const undoSeconds = 10

/** Waste in three taps, with and without network: what, how many, why. It is on the disk at the third tap and can be taken back for ten seconds. */
export function WastePage() {
  const { t } = useTexts()
  const { day, session } = useFloor()
  const [item, setItem] = useState<Item | null>(null)
  const [tens, setTens] = useState(0)
  const [count, setCount] = useState<number | null>(null)
  const [destination, setDestination] = useState<string>('donation')
  const [last, setLast] = useState<Act | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => { void kept('destination').then((known) => known && setDestination(known)) }, [])
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setOver(last.seq), undoSeconds * 1000)
    return () => clearTimeout(timer)
  }, [last])
  const products = day?.products ?? []
  const restart = () => { setItem(null); setCount(null); setTens(0) }
  const save = async (reason: string) => {
    if (!item || count === null) return
    const to = notToPeople.includes(reason) && (destination === 'donation' || destination === 'prevention_reuse') ? 'animal_feed' : destination
    const subject = t('shop:waste.noted', { count, product: item.name, destination: t(`inventory:waste_destination.${to}`) })
    restart()
    setLast(await record('waste', item.id, subject, { item_id: item.id, actual_quantity: String(count), reason, destination: to, location_id: session.location_id }, undoSeconds))
  }
  const undo = async (act: Act) => { setLast(null); await takeBack(act) }
  const step = item === null ? 1 : count === null ? 2 : 3
  // The button that was tapped is gone: the keyboard goes on from the question.
  useEffect(() => { if (step > 1) title.current?.focus() }, [step])
  return (
    <>
      <div className={`${classes.row} ${classes.spread}`}>
        <h2 className={classes.title} style={{ margin: 0 }} ref={title} tabIndex={-1} aria-live="polite">{step === 1 ? t('shop:waste.what') : step === 2 ? t('shop:waste.how_many', { product: item!.name }) : t('shop:waste.why', { count: count!, product: item!.name })}</h2>
        {step > 1 ? (
          <button type="button" className={classes.button} onClick={() => (step === 3 ? setCount(null) : restart())}><ArrowLeft aria-hidden /> {t('common:action.back')}</button>
        ) : (
          <label className={classes.row}>{t('tablet:waste.destination')}
            <select className={classes.input} style={{ width: 'auto' }} value={destination} onChange={(event) => { setDestination(event.currentTarget.value); void keep('destination', event.currentTarget.value) }}>
              {places.map((place) => <option key={place} value={place}>{t(`inventory:waste_destination.${place}`)}</option>)}
            </select>
          </label>
        )}
      </div>
      {last ? <p className={`${classes.row} ${classes.spread} ${classes.card}`} role="status"><span>{last.subject}</span>{over !== last.seq ? <button type="button" className={classes.button} onClick={() => void undo(last)}><Undo2 aria-hidden /> {t('common:action.undo')}</button> : null}</p> : null}
      {products.length === 0 ? <p>{t('tablet:waste.nothing')}</p> : null}
      {step === 1 ? <div className={classes.tiles}>{products.map((row) => <button key={row.id} type="button" className={classes.button} onClick={() => { setLast(null); setItem(row) }}>{row.name}</button>)}</div> : null}
      {step === 2 ? (
        <div className={classes.numbers}>
          {amounts.map((amount) => <button key={amount} type="button" className={classes.button} onClick={() => setCount(tens + amount)}>{tens + amount}</button>)}
          <button type="button" className={`${classes.button} ${classes.more}`} onClick={() => setTens((tens + 12) % 60)}>{t('shop:waste.more')}</button>
        </div>
      ) : null}
      {step === 3 ? <div className={classes.tiles}>{reasons.map((reason) => <button key={reason} type="button" className={classes.button} onClick={() => void save(reason)}>{t(`inventory:waste_reason.${reason}`)}</button>)}</div> : null}
    </>
  )
}
