import { Skeleton, Stack } from '@mantine/core'
import { useTexts } from '@/ui/use-texts'

export function PageFallback() {
  const { t } = useTexts()
  return (
    <Stack gap="md" role="status" aria-label={t('common:loading')}>
      <Skeleton height={36} width={260} radius="sm" />
      <Skeleton height={120} radius="lg" />
      <Skeleton height={260} radius="lg" />
    </Stack>
  )
}
