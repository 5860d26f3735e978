import { Alert, Anchor, Button, Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Problem } from '@/api/problem'
import { useFieldText, useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { register } from './api/register'
import { AuthLayout } from './auth-layout'

// Versions of the texts that a person accepts; the server stores them with the consent.
const termsVersion = '2026-11-01'

export function RegisterPage() {
  const { t, language } = useTexts()
  const problemText = useProblemText()
  const fieldText = useFieldText()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [values, setValues] = useState({ name: '', email: '', password: '' })
  const [accepted, setAccepted] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Problem | null>(null)
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) => { const { value } = event.currentTarget; setValues((before) => ({ ...before, [name]: value })) }
  const weak = values.password !== '' && values.password.length < 10
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await register({ ...values, email: values.email.trim(), language, accepted_terms: termsVersion })
      await navigate({ to: next && /^\/invite\//.test(next) ? next : '/app/welcome' })
    } catch (problem) {
      setError(Problem.of(problem))
      setBusy(false)
    }
  }
  return (
    <AuthLayout title={t('auth:register.title')} lead={t('auth:register.lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
          <TextInput label={t('auth:field.name')} name="name" autoComplete="name" required value={values.name} onChange={set('name')} error={fieldText(error?.fields.name)} size="md" autoFocus />
          <TextInput label={t('auth:field.email')} type="email" name="email" autoComplete="username" required value={values.email} onChange={set('email')} error={fieldText(error?.fields.email)} size="md" />
          <PasswordInput label={t('auth:field.password')} description={t('auth:register.password_rule')} name="password" autoComplete="new-password" required value={values.password} onChange={set('password')} error={weak ? t('auth:register.password_short') : fieldText(error?.fields.password)} size="md" visibilityToggleButtonProps={{ 'aria-label': t('auth:field.show_password') }} />
          <Checkbox label={t('auth:register.accept')} checked={accepted} onChange={(event) => setAccepted(event.currentTarget.checked)} />
          <Button type="submit" size="md" loading={busy} disabled={!accepted || !values.name || !values.email || values.password.length < 10}>{t('auth:register.submit')}</Button>
          <Text size="sm" c="dimmed">{t('auth:register.have_account')} <Anchor component={Link} to="/login" size="sm">{t('auth:sign_in.submit')}</Anchor></Text>
        </Stack>
      </form>
    </AuthLayout>
  )
}
