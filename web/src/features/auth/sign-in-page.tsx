import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { signIn } from './api/sign-in'
import { AuthLayout } from './auth-layout'

export function SignInPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await signIn(email.trim(), password)
      // Only an address of our own: a link from elsewhere must not send people away after signing in.
      await navigate({ to: next && /^\/(app|invite)\//.test(next) ? next : '/app/dashboard' })
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  return (
    <AuthLayout title={t('auth:sign_in.title')} lead={t('auth:sign_in.lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
          <TextInput label={t('auth:field.email')} type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} size="md" autoFocus />
          <PasswordInput label={t('auth:field.password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} size="md" visibilityToggleButtonProps={{ 'aria-label': t('auth:field.show_password') }} />
          <Anchor component={Link} to="/password/reset" size="sm">{t('auth:sign_in.forgot')}</Anchor>
          <Button type="submit" size="md" loading={busy} disabled={!email || !password}>{t('auth:sign_in.submit')}</Button>
          <Text size="sm" c="dimmed">{t('auth:sign_in.no_account')} <Anchor component={Link} to="/register" size="sm">{t('auth:sign_in.register')}</Anchor></Text>
        </Stack>
      </form>
    </AuthLayout>
  )
}
