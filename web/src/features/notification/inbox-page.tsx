import { ActionIcon, Button, Group, Skeleton, Stack, Switch, Text, Tooltip } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellRing, Check, CheckCheck, Inbox, Mail, Moon } from 'lucide-react'
import { readableParameters } from '@/lib/reasoning'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { useReasoning } from '@/ui/reasoning-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { inbox, noticePreferences, readNotice, savePreferences, type Notice, type NoticePreferences } from './api/inbox'
import classes from './inbox-page.module.css'

const icons: Record<string, typeof Mail> = { alert: BellRing, run_summary: Moon }

/** Where the subject of a notice is looked at. */
function noticeLink(notice: Notice): { to: string; search?: Record<string, string> } | null {
  if (notice.kind === 'run_summary') return { to: '/app/dashboard' }
  if (notice.related?.type === 'alert') return { to: '/app/alerts', search: { open: notice.related.id } }
  return notice.related?.type === 'purchase_order' ? { to: `/app/operations/procurement/orders/${notice.related.id}` } : null
}

/** What the system has told the signed-in person, newest first, and what reaches them by mail. */
export function InboxPage() {
  const { t, list, instant } = useTexts()
  const { sentence } = useReasoning()
  const problemText = useProblemText()
  const client = useQueryClient()
  const query = useInfiniteQuery(inbox())
  const notices = query.data?.pages.flatMap((page) => page.items) ?? []
  const unread = notices.filter((notice) => !notice.read_at)
  const read = useMutation({
    mutationFn: async (ids: string[]) => { for (const id of ids) await readNotice(id) },
    onSettled: () => client.invalidateQueries({ queryKey: ['notification', 'inbox'] }),
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  const text = (notice: Notice) => notice.reasoning_data.type === 'run_summary'
    ? t('alerts:notice.run_summary', readableParameters(notice.reasoning_data.parameters, { list, instant, word: (_, value) => value }))
    : sentence(notice.reasoning_data, 'alerts')
  return (
    <>
      <PageHeader title={t('alerts:notice.title')} lead={t('alerts:notice.lead')}>
        {unread.length > 0 ? <Button variant="default" leftSection={<CheckCheck size={17} />} loading={read.isPending} onClick={() => read.mutate(unread.map((notice) => notice.id))}>{t('alerts:notice.read_all')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <Panel flush>
          {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.isPending ? <Skeleton height={180} m="md" /> : notices.length === 0 ? <EmptyState icon={Inbox} title={t('alerts:notice.empty')} text={t('alerts:notice.empty_text')} /> : (
            <ul className={classes.list}>
              {notices.map((notice) => {
                const Icon = icons[notice.kind] ?? Mail
                const link = noticeLink(notice)
                return (
                  <li key={notice.id} className={classes.notice} data-unread={!notice.read_at || undefined}>
                    <span className={classes.icon}><Icon size={18} aria-hidden /></span>
                    <div className={classes.words}>
                      <Group gap="xs"><b>{t(`alerts:notice.kind.${notice.kind in icons ? notice.kind : 'other'}`)}</b><Text size="sm" c="dimmed" className="numbers">{instant(notice.created_at)}</Text>{notice.read_at ? null : <StatusChip tone="accent" label={t('alerts:notice.unread')} />}</Group>
                      <Text>{text(notice)}</Text>
                    </div>
                    <Group gap={4} wrap="nowrap">
                      {link ? <Button component={Link} to={link.to} search={(link.search ?? {}) as never} variant="light" size="xs" onClick={() => { if (!notice.read_at) read.mutate([notice.id]) }}>{t('alerts:notice.open')}</Button> : null}
                      {notice.read_at ? null : <Tooltip label={t('alerts:notice.read')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('alerts:notice.read')}: ${text(notice)}`} onClick={() => read.mutate([notice.id])}><Check size={18} /></ActionIcon></Tooltip>}
                    </Group>
                  </li>
                )
              })}
            </ul>
          )}
          {query.hasNextPage ? <Button variant="subtle" fullWidth loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('alerts:notice.more')}</Button> : null}
        </Panel>
        <PreferencesPanel />
      </Stack>
    </>
  )
}

function PreferencesPanel() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data } = useQuery(noticePreferences())
  const save = useMutation({
    mutationFn: savePreferences,
    onSuccess: (saved: NoticePreferences) => { client.setQueryData(noticePreferences().queryKey, saved); showToast(t('alerts:preference.saved')) },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  if (!data) return null
  return (
    <Panel title={t('alerts:preference.title')}>
      <Stack gap="sm">
        {(['email_summaries', 'email_alerts'] as const).map((name) => <Switch key={name} label={t(`alerts:preference.${name}`)} checked={data[name]} disabled={save.isPending} onChange={(event) => save.mutate({ ...data, [name]: event.currentTarget.checked })} />)}
      </Stack>
    </Panel>
  )
}
