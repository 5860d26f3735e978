import { ActionIcon, Button, Popover, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, X } from 'lucide-react'
import { useState } from 'react'
import { changeViews, preferences, viewsOf } from '@/api/preferences'
import type { TableSearch } from '@/lib/table-state'
import { useProblemText } from './problem-text'
import classes from './table-views.module.css'
import { showToast } from './toasts'
import { useTexts } from './use-texts'

// What a view keeps: filters, search, order and columns; not the page one happened to be on, nor an open row.
const passing = ['cursor', 'open', 'card', 'view']

/** Filters, order and columns of a list under a name, on every device of the person. */
export function TableViews({ table, search, onChoose }: { table: string; search: TableSearch; onChoose: (search: Record<string, string>) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const { data } = useQuery({ ...preferences(), enabled: opened })
  const views = viewsOf(data, table)
  const current = Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '' && !passing.includes(entry[0])))
  const change = useMutation({ mutationFn: (next: Parameters<typeof changeViews>[1]) => changeViews(table, next), onSuccess: (values) => { client.setQueryData(preferences().queryKey, values); setName('') }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const save = () => { const title = name.trim(); if (title) change.mutate((before) => [...before.filter((view) => view.name !== title), { name: title, search: current }]) }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={290} trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t('common:views.title')} disabled={opened}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:views.title')} aria-expanded={opened} onClick={() => setOpened(!opened)}><Bookmark size={18} /></ActionIcon></Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('common:views.title')}>
        {views.length === 0 ? <Text size="sm" c="dimmed" mb="sm">{t('common:views.none')}</Text> : (
          <ul className={classes.views}>
            {views.map((view) => (
              <li key={view.name}>
                <UnstyledButton className={classes.view} onClick={() => { setOpened(false); onChoose(view.search) }}>{view.name}</UnstyledButton>
                <ActionIcon variant="subtle" color="gray" aria-label={t('common:views.delete', { name: view.name })} onClick={() => change.mutate((before) => before.filter((other) => other.name !== view.name))}><X size={16} /></ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <TextInput label={t('common:views.name')} maxLength={40} value={name} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter') save() }} />
        <Button mt="xs" fullWidth size="xs" disabled={!name.trim()} loading={change.isPending} onClick={save}>{t('common:views.save')}</Button>
      </Popover.Dropdown>
    </Popover>
  )
}
