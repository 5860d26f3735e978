import { Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { UpdatedAt } from '@/ui/updated-at'

/** A dashboard card: title, when it was last heard of, and its own loading and error. */
export function Card<T>({ title, query, children, rows = 3 }: { title: string; query: UseQueryResult<T>; children: (data: T) => ReactNode; rows?: number }) {
  return (
    <Panel title={title} aside={<UpdatedAt at={query.dataUpdatedAt} />}>
      {query.data !== undefined ? children(query.data) : query.error ? <ErrorState compact error={query.error} onRetry={() => void query.refetch()} /> : <Stack gap="sm">{Array.from({ length: rows }, (_, index) => <Skeleton key={index} height={34} radius="sm" />)}</Stack>}
    </Panel>
  )
}
