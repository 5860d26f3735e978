import { Link, Navigate, Outlet } from '@tanstack/react-router'
import { CircleCheck, CircleUserRound, ClipboardCheck, CloudOff, CookingPot, RotateCcwClock, RefreshCw, ScanLine, Thermometer, Trash, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { TenantSettings } from '@/ui/tenant-context'
import { useTexts } from '@/ui/use-texts'
import classes from './floor.module.css'
import { refused, useOutbox, waiting } from './outbox'
import { PeopleDialog } from './people-dialog'
import { Floor, useFloor, useFloorState } from './use-floor'
import { useInstalled } from './use-installed'

/** The floor's frame: who works, whether there is a network and how many acts wait, and the six places. */
export function FloorShell() {
  const floor = useFloorState()
  if (floor === undefined) return <main className={classes.floor} aria-busy="true" />
  if (floor === null) return <Navigate to="/floor/pair" replace />
  return (
    <TenantSettings value={{ timeZone: floor.session.time_zone, name: floor.session.tenant_name }}>
      <Floor value={floor}><Frame /></Floor>
    </TenantSettings>
  )
}

const places = [
  { to: '/floor', icon: CookingPot, text: 'tablet:nav.tasks' },
  { to: '/floor/scan', icon: ScanLine, text: 'tablet:nav.scan' },
  { to: '/floor/quality', icon: ClipboardCheck, text: 'tablet:nav.quality' },
  { to: '/floor/haccp', icon: Thermometer, text: 'tablet:nav.readings', short: 'tablet:nav.readings_short' },
  { to: '/floor/waste', icon: Trash, text: 'tablet:nav.waste' },
  { to: '/floor/acts', icon: RotateCcwClock, text: 'tablet:nav.acts' },
] as const

function Frame() {
  const { t } = useTexts()
  const { session, worker, isConfirmed } = useFloor()
  const { acts } = useOutbox()
  const { update, isFull } = useInstalled()
  const [choosing, setChoosing] = useState(false)
  const open = waiting(acts).length
  useEffect(() => {
    if (open === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [open])
  return (
    <div className={classes.floor}>
      <header className={classes.top}>
        <h1>{session.device_name}</h1>
        <NetState />
        <button type="button" className={classes.button} onClick={() => setChoosing(true)}>
          <CircleUserRound aria-hidden /> {worker ? worker.name : t('tablet:people.choose')}{worker && !isConfirmed ? ` (${t('tablet:people.unconfirmed')})` : ''}
        </button>
      </header>
      <div>
        {refused(acts).length > 0 ? <div className={classes.banner} role="alert"><span>{t('tablet:acts.refused_count', { count: refused(acts).length })}</span><Link to="/floor/acts" className={classes.button}>{t('tablet:acts.decide')}</Link></div> : null}
        {update && open === 0 ? <div className={classes.banner} role="status"><span>{t('tablet:update.text')}</span><button type="button" className={classes.button} onClick={update}>{t('tablet:update.action')}</button></div> : null}
        {isFull ? <div className={classes.banner} role="alert"><span>{t('tablet:storage_full')}</span></div> : null}
      </div>
      <main className={classes.main}>{worker ? <Outlet /> : <Nobody onChoose={() => setChoosing(true)} />}</main>
      <nav className={classes.nav} aria-label={t('tablet:nav.label')}>
        {places.map(({ to, icon: Icon, text, ...place }) => (
          <Link key={to} to={to} activeOptions={{ exact: true }}>
            <Icon aria-hidden /> <span className={'short' in place ? classes.wide : undefined}>{t(text)}</span>{'short' in place ? <span className={classes.narrow}>{t(place.short)}</span> : null}
          </Link>
        ))}
      </nav>
      {choosing ? <PeopleDialog onClose={() => setChoosing(false)} /> : null}
    </div>
  )
}

function Nobody({ onChoose }: { onChoose: () => void }) {
  const { t } = useTexts()
  return (
    <>
      <p className={classes.title}>{t('tablet:people.title')}</p>
      <button type="button" className={`${classes.button} ${classes.main1}`} onClick={onChoose}><CircleUserRound aria-hidden /> {t('tablet:people.choose')}</button>
    </>
  )
}

function NetState() {
  const { t } = useTexts()
  const { isOnline } = useFloor()
  const { acts, isSending } = useOutbox()
  const count = waiting(acts).length
  const [style, Icon, text] = !isOnline ? [classes.netBad, CloudOff, t('tablet:net.offline', { count })] as const
    : count > 0 ? [classes.netWait, isSending ? RefreshCw : TriangleAlert, t('tablet:net.waiting', { count })] as const
      : [classes.netGood, CircleCheck, t('tablet:net.online')] as const
  return <span role="status" className={`${classes.net} ${style}`}><Icon aria-hidden /> {text}</span>
}
