import { LogOut, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '@/api/problem'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { beginShift, endShift, type Worker } from './api/device'
import classes from './floor.module.css'
import { FloorDialog, NumberPad } from './parts'
import { useFloor } from './use-floor'

/** Who works now. Whoever gave the PIN at this device in the last twelve hours is there in one tap; without network a tap must do, and the record says so. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const { t, time } = useTexts()
  const problemText = useProblemText()
  const { session, worker, isOnline, now, choose } = useFloor()
  const [asked, setAsked] = useState<Worker | null>(null)
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const take = async (person: Worker) => { await choose(person); onClose() }
  const onShift = (person: Worker) => person.shift_until !== null && Date.parse(person.shift_until) > now
  const tap = (person: Worker) => {
    if (onShift(person) || !isOnline) void take(person)
    else { setAsked(person); setPin(''); setProblem(null) }
  }
  const begin = async (person: Worker) => {
    try {
      await beginShift(person.id, pin)
      await take(person)
    } catch (error) {
      setPin('')
      // The network went while the PIN was typed.
      if (Problem.of(error).status === 0) await take(person)
      else setProblem(error)
    }
  }
  const leave = async (person: Worker) => { await endShift(person.id).catch(() => undefined); await choose(null); onClose() }
  if (asked) {
    return (
      <FloorDialog title={asked.name} onClose={() => setAsked(null)}>
        <NumberPad label={t('tablet:people.pin')} secret value={pin} onChange={setPin} onEnter={() => void begin(asked)} />
        {problem ? <p role="alert" className={classes.bad}>{problemText(problem)}</p> : null}
        <button type="button" className={`${classes.button} ${classes.main1}`} disabled={pin.length < 4} onClick={() => void begin(asked)}>{t('tablet:people.begin')}</button>
      </FloorDialog>
    )
  }
  return (
    <FloorDialog title={t('tablet:people.title')} onClose={onClose}>
      {session.workers.length === 0 ? <p>{t('tablet:people.none')}</p> : null}
      {isOnline ? null : <p className={`${classes.row} ${classes.warn}`}><TriangleAlert aria-hidden /> {t('tablet:people.offline')}</p>}
      <div className={classes.people}>
        {session.workers.map((person) => (
          <button key={person.id} type="button" className={`${classes.card} ${classes.tap}`} aria-pressed={person.id === worker?.id} onClick={() => tap(person)}>
            <span className={classes.initials}>{person.initials}</span>
            <span>{person.name}</span>
            <span className={classes.dim}>{onShift(person) ? t('tablet:people.until', { time: time(person.shift_until) }) : t('tablet:people.needs_pin')}</span>
          </button>
        ))}
      </div>
      {worker && onShift(worker) ? <button type="button" className={classes.button} onClick={() => void leave(worker)}><LogOut aria-hidden /> {t('tablet:people.end', { name: worker.name })}</button> : null}
    </FloorDialog>
  )
}
