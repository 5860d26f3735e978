import { useNetwork } from '@mantine/hooks'
import { CloudOff } from 'lucide-react'
import { useTexts } from '@/ui/use-texts'
import classes from './offline-banner.module.css'

export function OfflineBanner() {
  const { t } = useTexts()
  const { online } = useNetwork()
  return online ? null : <div className={classes.banner} role="status"><CloudOff size={17} aria-hidden />{t('common:offline')}</div>
}
