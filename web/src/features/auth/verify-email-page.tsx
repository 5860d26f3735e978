import { Alert, Anchor, Loader, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { CircleAlert, MailCheck } from 'lucide-react'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { verifyEmail } from './api/reset-password'
import { AuthLayout } from './auth-layout'

export function VerifyEmailPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const { token } = useSearch({ strict: false }) as { token?: string }
  const { isPending, error } = useQuery({ queryKey: ['auth', 'verify', token], queryFn: async () => { await verifyEmail(token ?? ''); return true }, retry: false, staleTime: Infinity })
  return (
    <AuthLayout title={t('auth:verify.title')} lead={t('auth:verify.lead')}>
      <Stack gap="md">
        {isPending ? <Loader aria-label={t('common:loading')} /> : error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : <Alert color="sage" icon={<MailCheck size={18} aria-hidden />} role="status">{t('auth:verify.done')}</Alert>}
        <Anchor component={Link} to="/app/dashboard">{t('auth:verify.go')}</Anchor>
      </Stack>
    </AuthLayout>
  )
}
