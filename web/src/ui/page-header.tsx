import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useDocumentTitle } from '@mantine/hooks'
import classes from './page-header.module.css'

export function PageHeader({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useDocumentTitle(`${title} · Bakery IA`)
  return (
    <div className={classes.header}>
      <div className={classes.words}>
        <Title order={1} className={classes.title}>{title}</Title>
        {lead ? <Text c="dimmed" component="div" mt={2}>{lead}</Text> : null}
      </div>
      {children ? <Group gap="xs" className="no-print">{children}</Group> : null}
    </div>
  )
}
