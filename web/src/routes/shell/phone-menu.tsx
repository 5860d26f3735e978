import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '@/ui/use-texts'
import classes from './app-shell.module.css'

export function PhoneMenu({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useTexts()
  return (
    <Drawer opened onClose={onClose} position="right" size="82%" title={t('common:nav.main')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <div className={classes.drawer}>{children}</div>
    </Drawer>
  )
}
