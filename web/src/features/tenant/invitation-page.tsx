import { Alert, Button, Loader, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { refreshSession, useSession } from '@/api/session'
import { Logo } from '@/ui/logo'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { acceptInvitation, invitation } from './api/members'

export function InvitationPage() {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const session = useSession()
  const { token } = useParams({ strict: false }) as { token: string }
  const { data, error } = useQuery(invitation(token))
  const accept = useMutation({ mutationFn: () => acceptInvitation(token), onSuccess: async () => { await refreshSession(); client.clear(); await navigate({ to: '/app/dashboard' }) } })
  const next = { next: `/invite/${token}` }
  const problem = error ?? accept.error
  return (
    <main style={{ maxWidth: 460, margin: '12vh auto 0', padding: '0 1rem' }}>
      <Panel>
        <Stack gap="md">
          <Logo size={44} />
          {problem ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(problem)}</Alert> : null}
          {data ? (
            <>
              <Title order={1} size="h2">{t('settings:invitation.title', { bakery: data.bakery })}</Title>
              <Text>{t('settings:invitation.text', { role: t(`settings:role.${data.role}`), email: data.email, time: instant(data.expires_at) })}</Text>
              {session.status === 'signed_in'
                ? <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>{t('settings:invitation.accept')}</Button>
                : <><Button component={Link} to="/login" search={next as never} size="md">{t('settings:invitation.sign_in')}</Button><Button component={Link} to="/register" search={next as never} size="md" variant="default">{t('settings:invitation.register')}</Button></>}
            </>
          ) : error ? null : <Loader aria-label={t('common:loading')} />}
        </Stack>
      </Panel>
    </main>
  )
}
