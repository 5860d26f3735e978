import { Stack, Text, Title } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** Nothing here, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, action, compact }: { icon: LucideIcon; title: string; text?: string; action?: ReactNode; compact?: boolean }) {
  return (
    <Stack align="center" gap={compact ? 6 : 'xs'} className={compact ? classes.compact : classes.empty}>
      <span className={classes.icon} aria-hidden><Icon size={compact ? 20 : 26} strokeWidth={1.7} /></span>
      <Title order={3} className={classes.title}>{title}</Title>
      {text ? <Text c="dimmed" maw={440}>{text}</Text> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </Stack>
  )
}
