import { Link } from '@tanstack/react-router'
import { Camera, CameraOff, CircleCheck, OctagonX } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import { isUsable, type Batch, type Lot } from './acts'
import classes from './floor.module.css'
import { record } from './outbox'
import { lotCodeOf, watchCamera } from './scan'
import { useFloor } from './use-floor'

/** A lot's code by camera, scanner or hand: may it be used, and what is it for? */
export function ScanPage() {
  const { t } = useTexts()
  const { day } = useFloor()
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const [camera, setCamera] = useState<'off' | 'on' | 'missing'>('off')
  const found = useCallback((read: string) => { setAsked(lotCodeOf(read)); setCamera('off') }, [])
  const failed = useCallback(() => setCamera('missing'), [])
  const lots = asked === null ? [] : (day?.lots ?? []).filter((lot) => lot.lot_code.toLowerCase() === asked.toLowerCase())
  return (
    <>
      <form className={`${classes.row} ${classes.grow}`} onSubmit={(event) => { event.preventDefault(); if (code.trim()) found(code) }}>
        <input className={classes.input} aria-label={t('tablet:scan.code')} placeholder={t('tablet:scan.code')} value={code} autoComplete="off" autoCapitalize="characters" onChange={(event) => setCode(event.currentTarget.value)} />
        <button type="submit" className={`${classes.button} ${classes.main1}`}>{t('tablet:scan.look')}</button>
        <button type="button" className={classes.button} onClick={() => setCamera(camera === 'on' ? 'off' : 'on')}><Camera aria-hidden /> {camera === 'on' ? t('tablet:scan.stop') : t('tablet:scan.camera')}</button>
      </form>
      {camera === 'on' ? <CameraView onCode={found} onFail={failed} /> : null}
      {camera === 'missing' ? <p role="alert" className={`${classes.row} ${classes.bad}`}><CameraOff aria-hidden /> {t('tablet:scan.no_camera')}</p> : null}
      {asked !== null && lots.length === 0 ? <p role="alert" className={`${classes.title} ${classes.bad}`}>{t('tablet:scan.unknown', { code: asked })}</p> : null}
      {lots.map((lot) => <LotCard key={lot.id} lot={lot} />)}
      {asked === null && camera === 'off' ? <p>{t('tablet:scan.text')}</p> : null}
    </>
  )
}

function CameraView({ onCode, onFail }: { onCode: (code: string) => void; onFail: () => void }) {
  const { t } = useTexts()
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    let stop: (() => void) | null = null
    let isGone = false
    void watchCamera(video.current!, onCode).then((end) => { if (isGone) end(); else stop = end }, onFail)
    return () => { isGone = true; stop?.() }
  }, [onCode, onFail])
  return <video ref={video} className={classes.video} muted playsInline aria-label={t('tablet:scan.camera')} />
}

function LotCard({ lot }: { lot: Lot }) {
  const { t } = useTexts()
  const { day, today } = useFloor()
  const [taken, setTaken] = useState<string[]>([])
  const item = day?.items.find((one) => one.id === lot.item_id)
  const isGood = isUsable(lot, today)
  const users = (day?.days ?? []).flatMap((one) => one.batches).filter((batch) => batch.status === 'in_progress' && batch.materials.some((material) => material.item_id === lot.item_id))
  const take = (batch: Batch) => { void record('scan_lot', batch.id, `${batch.name}: ${lot.lot_code}`, { item_id: lot.item_id, lot_id: lot.id }); setTaken((before) => [...before, batch.id]) }
  return (
    <section className={classes.card} aria-label={lot.lot_code}>
      <span className={`${classes.row} ${classes.spread}`}><span className={classes.title}>{item?.name ?? '–'}</span><span className={classes.figure}>{formatNumber(lot.quantity, 0, 3)} {item?.stock_unit}</span></span>
      <span>{t('tablet:card.lot', { code: lot.lot_code })}{lot.expires_on ? ` · ${t('tablet:scan.expires', { day: lot.expires_on.split('-').reverse().join('/') })}` : ''}</span>
      {isGood ? <span className={`${classes.row} ${classes.good}`}><CircleCheck aria-hidden /> {t('tablet:scan.usable')}</span>
        : <strong role="alert" className={`${classes.row} ${classes.bad}`}><OctagonX aria-hidden /> {lot.expires_on !== null && lot.expires_on < today ? t('errors:lot_expired') : t('errors:lot_not_available')}</strong>}
      {isGood && users.length === 0 ? <span>{t('tablet:scan.no_batch')} <Link to="/floor" className={classes.button}>{t('tablet:nav.tasks')}</Link></span> : null}
      {isGood ? users.map((batch) => <button key={batch.id} type="button" className={classes.button} disabled={taken.includes(batch.id)} onClick={() => take(batch)}>{taken.includes(batch.id) ? t('tablet:scan.taken', { name: batch.name }) : t('tablet:scan.take', { name: batch.name })}</button>) : null}
    </section>
  )
}
