import { useProblemText } from '@/ui/problem-text'
import { Problem } from '@/api/problem'
import { useTexts } from '@/ui/use-texts'
import type { Act } from './acts'
import classes from './floor.module.css'
import { refused, settle, useOutbox } from './outbox'
import { useFloor } from './use-floor'

const tones: Record<Act['state'], string> = { saved: 'warn', sent: 'good', conflict: 'bad', rejected: 'bad' }

/** What was done at this device, and where it is: saved here, sent, or refused and waiting for a person. */
export function ActsPage() {
  const { t, instant } = useTexts()
  const { session } = useFloor()
  const { acts } = useOutbox()
  const shown = [...refused(acts), ...acts.filter((act) => act.type !== 'settle' && !refused(acts).includes(act)).reverse().slice(0, 60)]
  return (
    <>
      {shown.length === 0 ? <p className={classes.title}>{t('tablet:acts.none')}</p> : null}
      <ul className={classes.list}>
        {shown.map((act) => (
          <li key={act.seq} className={classes.card}>
            <span className={`${classes.row} ${classes.spread}`}>
              <b>{t(`tablet:act.${act.type}`)} · {act.subject}</b>
              <span className={`${classes.chip} ${classes[tones[act.state]]}`}>{t(`tablet:state.${act.settled ?? act.state}`)}</span>
            </span>
            <span className={classes.dim}>{instant(act.event_time)} · {session.workers.find((worker) => worker.id === act.worker_id)?.name ?? session.device_name}</span>
            {refused([act]).length > 0 ? <Decision act={act} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Decision({ act }: { act: Act }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  return (
    <>
      <p>{act.state === 'conflict' ? t('tablet:acts.conflict') : problemText(new Problem(422, act.code ?? 'business_rule_violated'))}</p>
      <div className={`${classes.row} ${classes.grow}`}>
        <button type="button" className={`${classes.button} ${classes.main1}`} onClick={() => void settle(act, 'drop')}>{t('tablet:acts.drop')}</button>
        <button type="button" className={classes.button} onClick={() => void settle(act, 'again')}>{t('tablet:acts.again')}</button>
      </div>
    </>
  )
}
