import { Group, Title } from '@mantine/core'
import type { CSSProperties, ReactNode } from 'react'
import classes from './panel.module.css'

/** A sheet of paper on the table: the box every card and list lies in. */
export function Panel({ title, aside, children, footer, flush, style, order = 2, label }: { title?: ReactNode; aside?: ReactNode; children: ReactNode; footer?: ReactNode; flush?: boolean; style?: CSSProperties; order?: 2 | 3; label?: string }) {
  return (
    <section className={classes.panel} style={style} aria-label={label}>
      {title ? (
        <Group justify="space-between" gap="xs" className={classes.head} wrap="nowrap">
          <Title order={order} className={classes.title}>{title}</Title>
          {aside}
        </Group>
      ) : null}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
      {footer ? <div className={classes.foot}>{footer}</div> : null}
    </section>
  )
}
