import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { CircleAlert, MailCheck } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { askForReset, resetPassword } from './api/reset-password'
import { AuthLayout } from './auth-layout'

/** Without a token it asks for the mail; with the token of the mail it sets the new password. */
export function ResetPasswordPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const { token } = useSearch({ strict: false }) as { token?: string }
  const [value, setValue] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await (token ? resetPassword(token, value) : askForReset(value.trim()))
      setDone(true)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <AuthLayout title={t(token ? 'auth:reset.new_title' : 'auth:reset.title')} lead={t(token ? 'auth:reset.new_lead' : 'auth:reset.lead')}>
      {done ? (
        <Stack gap="md">
          <Alert color="sage" icon={<MailCheck size={18} aria-hidden />} role="status">{t(token ? 'auth:reset.new_done' : 'auth:reset.done')}</Alert>
          <Anchor component={Link} to="/login">{t('auth:sign_in.submit')}</Anchor>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack gap="md">
            {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
            {token
              ? <PasswordInput label={t('auth:field.new_password')} description={t('auth:register.password_rule')} name="password" autoComplete="new-password" value={value} onChange={(event) => setValue(event.currentTarget.value)} size="md" autoFocus visibilityToggleButtonProps={{ 'aria-label': t('auth:field.show_password') }} />
              : <TextInput label={t('auth:field.email')} type="email" name="email" autoComplete="username" value={value} onChange={(event) => setValue(event.currentTarget.value)} size="md" autoFocus />}
            <Button type="submit" size="md" loading={busy} disabled={token ? value.length < 10 : !value.includes('@')}>{t(token ? 'auth:reset.new_submit' : 'auth:reset.submit')}</Button>
            <Anchor component={Link} to="/login" size="sm">{t('auth:reset.back')}</Anchor>
          </Stack>
        </form>
      )}
    </AuthLayout>
  )
}
