import { Button, Stack, Text } from '@mantine/core'
import { CloudOff, Lock, RefreshCw, TriangleAlert } from 'lucide-react'
import { Problem } from '@/api/problem'
import { EmptyState } from './empty-state'
import { useProblemText } from './problem-text'
import { useTexts } from './use-texts'

/** What went wrong in words, a way on, and the number that support needs. */
export function ErrorState({ error, onRetry, compact }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTexts()
  const problem = Problem.of(error)
  const text = useProblemText()(problem)
  const forbidden = problem.status === 403
  return (
    <div role="alert">
      <EmptyState
        icon={forbidden ? Lock : problem.status === 0 ? CloudOff : TriangleAlert}
        title={t(forbidden ? 'common:error.no_permission' : 'common:error.title')}
        text={text}
        {...(compact === undefined ? {} : { compact })}
        action={
          <Stack align="center" gap={6}>
            {onRetry && !forbidden ? <Button variant="light" size="sm" leftSection={<RefreshCw size={16} />} onClick={onRetry}>{t('common:action.retry')}</Button> : null}
            {problem.traceId ? <Text size="xs" c="dimmed">{t('common:error.trace', { id: problem.traceId })}</Text> : null}
          </Stack>
        }
      />
    </div>
  )
}
