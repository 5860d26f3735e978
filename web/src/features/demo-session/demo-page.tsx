import { Anchor, Button, Loader, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptToken } from '@/api/session'
import { Logo } from '@/ui/logo'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { demoState, startDemo, type DemoAccount } from './api/demo'
import classes from './demo-page.module.css'

const accounts: DemoAccount[] = ['professional', 'enterprise']

/** A bakery of one's own for half an hour; it is shown once its content is there. */
export function DemoPage() {
  const { t, language } = useTexts()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const [busy, setBusy] = useState<DemoAccount | null>(null)
  const [error, setError] = useState<string | null>(null)
  useDocumentTitle(`${t('auth:demo.title')} · Bakery IA`)
  const start = async (account: DemoAccount) => {
    setBusy(account)
    setError(null)
    try {
      const { demo, secret, accessToken, refreshToken } = await startDemo(account, language)
      let state = demo.state
      while (state === 'creating') {
        await new Promise((resolve) => setTimeout(resolve, 1000))
        state = (await demoState(demo.id, secret)).state
      }
      if (state !== 'ready') throw new Error(state)
      acceptToken(accessToken, refreshToken)
      await navigate({ to: '/app/dashboard' })
    } catch (problem) {
      setError(problem instanceof Error && problem.name === 'Problem' ? problemText(problem) : t('auth:demo.failed'))
      setBusy(null)
    }
  }
  return (
    <main className={classes.page}>
      <Link to="/" aria-label="Bakery IA"><Logo size={44} /></Link>
      <Title order={1} className={classes.title}>{t('auth:demo.title')}</Title>
      <Text c="dimmed" maw={520}>{t('auth:demo.lead')}</Text>
      {error ? <Text c="var(--bad)" fw={600} role="alert">{error}</Text> : null}
      <div className={classes.choices}>
        {accounts.map((account) => (
          <Panel key={account} title={t(`auth:demo.${account}`)}>
            <Stack gap="md"><Text>{t(`auth:demo.${account}_text`)}</Text><Button disabled={busy !== null} onClick={() => void start(account)}>{t('auth:demo.start')}</Button></Stack>
          </Panel>
        ))}
      </div>
      {busy ? <Text role="status" className={classes.waiting}><Loader size="sm" aria-hidden /> {t('auth:demo.preparing')}</Text> : <Anchor component={Link} to="/login" size="sm">{t('auth:sign_in.submit')}</Anchor>}
    </main>
  )
}
