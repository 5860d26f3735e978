import { Button, Group, Modal, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { MailCheck, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { Email } from '@/ui/email'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import classes from './outbox-page.module.css'
import { messagePage, moveMessage, oneMessage, type Message } from './api/messages'
import { ModalTitle } from '@/ui/modal-title'

const tones: Record<string, Tone> = { pending: 'plain', sending: 'accent', sent: 'good', failed: 'bad', outboxed: 'warn', cancelled: 'plain' }
const views = { waiting: 'outboxed', sent: 'sent', failed: 'failed' } as const

/** Messages that wait, that left and that failed; without a mail server this is where they can be read. */
export function OutboxPage() {
  const { t, instant, list } = useTexts()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const [open, setOpen] = useState<Message | null>(null)
  const { data: detail } = useQuery({ ...oneMessage(open?.id ?? ''), enabled: open !== null })
  const view = Object.entries(views).find(([, states]) => states === search.state)?.[0] ?? 'all'
  const move = useMutation({ mutationFn: ({ id, action }: { id: string; action: 'retry' | 'cancel' | 'mark-sent' }) => moveMessage(id, action), onSuccess: async (_, { action }) => { await client.invalidateQueries({ queryKey: ['notification'] }); showToast(t(`common:outbox.done.${action}`)); setOpen(null) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const what = (row: Message) => t(`common:outbox.template.${row.template}`)
  const columns: Column<Message>[] = [
    { id: 'what', header: t('common:outbox.what'), phone: 'title', cell: what, value: what },
    { id: 'recipient', header: t('common:outbox.recipient'), cell: (row) => <Email address={row.recipient} />, value: (row) => row.recipient },
    { id: 'channel', header: t('common:outbox.channel'), cell: (row) => t(`common:channel.${row.channel}`), value: (row) => t(`common:channel.${row.channel}`) },
    { id: 'state', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.state] ?? 'plain'} label={t(`common:outbox.state.${row.state}`)} />, value: (row) => t(`common:outbox.state.${row.state}`) },
    { id: 'created', header: t('common:outbox.created'), sort: 'created_at', cell: (row) => <span className="numbers">{instant(row.created_at)}</span>, value: (row) => instant(row.created_at) },
  ]
  return (
    <>
      <PageHeader title={t('common:outbox.title')} lead={t('common:outbox.lead')}>
        <SegmentedControl value={view} onChange={(value) => void navigate({ to: '.', search: withChange(search, { state: value === 'all' ? undefined : views[value as keyof typeof views] }) as never, replace: true })} data={['all', 'waiting', 'sent', 'failed'].map((value) => ({ value, label: t(`common:outbox.view.${value}`) }))} />
      </PageHeader>
      <DataTable title={t('common:outbox.title')} queryKey={['notification', 'messages']} fetchPage={messagePage} columns={columns} rowId={(row) => row.id} onOpen={setOpen} filters={[{ name: 'state', single: true, label: t('common:field.status'), options: Object.keys(tones).map((state) => ({ value: state, label: t(`common:outbox.state.${state}`) })) }]} empty={<EmptyState icon={MailCheck} title={t('common:outbox.empty')} text={t('common:outbox.empty_text')} />} />
      {open ? (
        <Modal opened onClose={() => setOpen(null)} size="lg" title={<ModalTitle>{what(open)}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
          <Stack gap="md">
            <Group gap="xs"><StatusChip tone={tones[open.state] ?? 'plain'} label={t(`common:outbox.state.${open.state}`)} /><Text size="sm" c="dimmed" className="numbers">{open.recipient} · {instant(open.sent_at ?? open.created_at)}</Text></Group>
            {detail ? <><Text fw={650}>{detail.subject}</Text><Text component="pre" className={classes.letter}>{detail.text}</Text>{detail.attachments.length > 0 ? <Text size="sm" c="dimmed">{t('common:outbox.attachments', { list: list(detail.attachments) })}</Text> : null}</> : <Skeleton height={140} />}
            {open.error ? <Text c="var(--bad)" size="sm">{open.error}</Text> : null}
            {isAdmin ? (
              <Group gap="xs" justify="flex-end">
                {['failed', 'outboxed'].includes(open.state) ? <Button leftSection={<RefreshCw size={16} />} loading={move.isPending} onClick={() => move.mutate({ id: open.id, action: 'retry' })}>{t('common:outbox.retry')}</Button> : null}
                {open.state === 'outboxed' ? <Button variant="light" leftSection={<MailCheck size={16} />} onClick={() => move.mutate({ id: open.id, action: 'mark-sent' })}>{t('common:outbox.mark_sent')}</Button> : null}
                {['pending', 'outboxed'].includes(open.state) ? <Button variant="default" leftSection={<X size={16} />} onClick={() => move.mutate({ id: open.id, action: 'cancel' })}>{t('common:outbox.cancel')}</Button> : null}
              </Group>
            ) : null}
          </Stack>
        </Modal>
      ) : null}
    </>
  )
}
