import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CookingPot } from 'lucide-react'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { useTexts } from '@/ui/use-texts'

export function NotFound() {
  const { t } = useTexts()
  return <main><EmptyState icon={CookingPot} title={t('common:not_found.title')} text={t('common:not_found.text')} action={<Button component={Link} to="/app/dashboard">{t('common:not_found.action')}</Button>} /></main>
}

export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  return <main><ErrorState error={error} onRetry={reset} /></main>
}
