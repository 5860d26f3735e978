import { useEffect, useState } from 'react'
import { Radio, RefreshCw } from 'lucide-react'
import { useIsLive } from '@/api/live'
import { StatusChip } from './status-chip'
import { useTexts } from './use-texts'

const staleAfter = 10 * 60_000

/** "Updated hh:mm" for every card; after ten minutes without news it says so. */
export function UpdatedAt({ at }: { at: number }) {
  const { t, time } = useTexts()
  const live = useIsLive()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  if (!at) return null
  const stamp = time(new Date(at).toISOString())
  if (now - at > staleAfter && !live) return <StatusChip tone="warn" icon={RefreshCw} label={t('common:stale', { time: stamp })} />
  return (
    <span style={{ display: 'inline-flex', gap: 5, alignItems: 'center', fontSize: '0.75rem', color: 'var(--mantine-color-dimmed)', whiteSpace: 'nowrap' }}>
      {live ? <Radio size={12} aria-hidden /> : null}
      {t('common:updated', { time: stamp })}
    </span>
  )
}
