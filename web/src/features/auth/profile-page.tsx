import { Button, Group, PasswordInput, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeLanguage } from '@/i18n/i18n'
import { isLanguage, languageNames, languages } from '@/i18n/languages'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { endSession, me, sessions, updateMe, type Me } from './api/me'
import { changePassword } from './api/reset-password'

export function ProfilePage() {
  const { t } = useTexts()
  const { data, error, refetch } = useQuery(me())
  return (
    <>
      <PageHeader title={t('auth:profile.title')} lead={data?.email} />
      <Stack gap="md" maw={860}>
        <Panel title={t('auth:profile.person')}>{error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : data ? <PersonForm key={data.version} person={data} /> : <Skeleton height={120} />}</Panel>
        <Panel title={t('auth:profile.password')}><PasswordForm /></Panel>
        <Panel title={t('auth:profile.sessions')}><SessionList /></Panel>
      </Stack>
    </>
  )
}

function PersonForm({ person }: { person: Me }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [name, setName] = useState(person.name)
  const [language, setLanguage] = useState(person.language)
  const save = useMutation({ mutationFn: () => updateMe(name.trim(), language, person.version), onSuccess: async () => { if (isLanguage(language)) await changeLanguage(language); await client.invalidateQueries({ queryKey: ['auth', 'me'] }); showToast(t('settings:saved')) } })
  return (
    <Stack gap="md" maw={420}>
      <TextInput label={t('auth:field.name')} value={name} maxLength={120} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label={t('auth:profile.language')} description={t('auth:profile.language_help')} data={languages.map((code) => ({ value: code, label: languageNames[code] }))} value={language} onChange={(value) => value && setLanguage(value)} />
      {save.error ? <Text c="var(--bad)" role="alert">{problemText(save.error)}</Text> : null}
      <Group><Button loading={save.isPending} disabled={!name.trim() || (name === person.name && language === person.language)} onClick={() => save.mutate()}>{t('common:action.save')}</Button></Group>
    </Stack>
  )
}

function PasswordForm() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const save = useMutation({ mutationFn: () => changePassword(current, next), onSuccess: () => { setCurrent(''); setNext(''); showToast(t('auth:profile.password_changed')) } })
  const toggle = { 'aria-label': t('auth:field.show_password') }
  return (
    <form onSubmit={(event) => { event.preventDefault(); save.mutate() }}>
      <Stack gap="md" maw={420}>
        <PasswordInput label={t('auth:field.current_password')} autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} visibilityToggleButtonProps={toggle} />
        <PasswordInput label={t('auth:field.new_password')} description={t('auth:register.password_rule')} autoComplete="new-password" value={next} onChange={(event) => setNext(event.currentTarget.value)} visibilityToggleButtonProps={toggle} />
        {save.error ? <Text c="var(--bad)" role="alert">{problemText(save.error)}</Text> : null}
        <Group><Button type="submit" variant="light" loading={save.isPending} disabled={!current || next.length < 10}>{t('auth:profile.change_password')}</Button></Group>
      </Stack>
    </form>
  )
}

function SessionList() {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data, error } = useQuery(sessions())
  const end = useMutation({ mutationFn: endSession, onSuccess: () => client.invalidateQueries({ queryKey: ['auth', 'sessions'] }), onError: (problem) => showToast(problemText(problem), 'bad') })
  if (error) return <ErrorState compact error={error} />
  if (!data) return <Skeleton height={90} />
  return (
    <SimpleTable label={t('auth:profile.sessions')} rows={data} rowKey={(row) => row.id} columns={[
      { header: t('auth:profile.device'), cell: (row) => <Text size="sm" lineClamp={1} title={row.user_agent ?? ''}>{deviceName(row.user_agent)}</Text> },
      { header: t('auth:profile.address'), cell: (row) => row.ip ?? '–' },
      { header: t('auth:profile.last_used'), cell: (row) => instant(row.last_used_at) },
      { header: '', right: true, cell: (row) => row.is_current ? <StatusChip tone="good" label={t('auth:profile.this_session')} /> : <Button size="compact-sm" variant="subtle" color="berry" onClick={() => end.mutate(row.id)}>{t('auth:profile.end_session')}</Button> },
    ]} />
  )
}

/** Browser and system out of a user agent, enough to know one's own devices again. */
function deviceName(agent: string | null): string {
  if (!agent) return '–'
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? ''
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  return [{ Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}
