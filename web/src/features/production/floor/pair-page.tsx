import { useNavigate, useSearch } from '@tanstack/react-router'
import { TabletSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { pair } from './api/device'
import classes from './floor.module.css'
import { keep } from './store'

/** Takes the code that the owner's page shows, from the link or typed. */
export function PairPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const { code: given } = useSearch({ strict: false }) as { code?: string }
  const [code, setCode] = useState(given ?? '')
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await keep('session', await pair(code.trim()))
      await navigate({ to: '/floor', replace: true })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className={classes.floor} style={{ display: 'block' }}>
      <form className={classes.center} onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <TabletSmartphone size={56} aria-hidden />
        <h1>{t('tablet:pair.title')}</h1>
        <p>{t('tablet:pair.text')}</p>
        <label className={classes.body}>{t('tablet:pair.code')}<input className={classes.input} value={code} autoComplete="off" autoCapitalize="characters" onChange={(event) => setCode(event.currentTarget.value.toUpperCase())} /></label>
        {problem ? <p role="alert" className={classes.bad}>{problemText(problem)}</p> : null}
        <button type="submit" className={`${classes.button} ${classes.main1}`} disabled={isBusy || code.replace(/\W/g, '').length < 8}>{t('tablet:pair.submit')}</button>
      </form>
    </main>
  )
}
