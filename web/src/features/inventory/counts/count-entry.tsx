import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { formatDay } from '@/lib/dates'
import { ConflictNotice } from '@/ui/conflict-notice'
import { DecimalInput } from '@/ui/decimal-input'
import { focusNext } from '@/ui/entity-modal'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { useDraft } from '@/ui/use-draft'
import { useTexts } from '@/ui/use-texts'
import { enterCount, oneCount, type Count } from '../api/counts'
import classes from './count-entry.module.css'

type Entries = Record<string, string>

/** What is on the shelf, typed without seeing what the books say. Numbers are kept on this device until they are saved. */
export function CountEntry({ count, moved, onSaved }: { count: Count; moved: readonly string[]; onSaved: (count: Count, lots: readonly string[]) => void }) {
  const { t, quantity } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const draft = useDraft<Entries>(`count:${count.id}`, {})
  const [again, setAgain] = useState<ReadonlySet<string>>(new Set())
  const [other, setOther] = useState<Count | null>(null)
  const lots = count.lines.filter((line) => line.lot_id !== null)
  const typed = Object.entries(draft.values).filter(([lot, value]) => value !== '' && lots.some((line) => line.lot_id === lot))
  const save = useMutation({
    mutationFn: (against: Count) => enterCount(against, typed.map(([lot_id, counted]) => ({ lot_id, counted }))),
    onSuccess: (next) => { onSaved(next, typed.map(([lot]) => lot)); draft.settle({}); setAgain(new Set()); setOther(null); showToast(t('counts:saved', { count: typed.length })) },
    onError: async (failure) => {
      // Somebody else entered meanwhile: their numbers and ours stand side by side where both counted the same lot.
      if (Problem.of(failure).code !== 'version_conflict') return
      const theirs = await client.fetchQuery({ ...oneCount(count.id), staleTime: 0 })
      if (clashes(theirs).length === 0) save.mutate(theirs)
      else setOther(theirs)
    },
  })
  // Whoever saw that a lot was counted asked to count it again; the others could not know.
  const clashes = (theirs: Count) => theirs.lines.filter((line) => { const mine = line.lot_id ? draft.values[line.lot_id] : undefined; return line.lot_id !== null && mine !== undefined && line.counted !== null && !again.has(line.lot_id) && !moved.includes(line.lot_id) && !decimal(mine).eq(decimal(line.counted)) })
  const set = (lot: string, value: string | null) => draft.change((before) => { const next = { ...before }; if (value === null) delete next[lot]; else next[lot] = value; return next })
  if (lots.length === 0) return <Text c="dimmed">{t('counts:no_lots')}</Text>
  return (
    <Stack gap="sm" onKeyDown={(event) => focusNext(event, () => { if (typed.length > 0) save.mutate(count) })}>
      {other ? (
        <ConflictNotice
          rows={clashes(other).map((line) => ({ name: line.id, label: `${line.name} ${line.lot_code}`, mine: quantity(draft.values[line.lot_id!], line.unit), theirs: quantity(line.counted, line.unit) }))}
          onKeepMine={() => save.mutate(other)}
          onTakeTheirs={() => { const lost = clashes(other).map((line) => line.lot_id!); draft.change((before) => Object.fromEntries(Object.entries(before).filter(([lot]) => !lost.includes(lot)))); onSaved(other, []); setOther(null) }}
        />
      ) : save.error && Problem.of(save.error).code !== 'version_conflict' ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
      <ul className={classes.lines}>
        {lots.map((line) => {
          const lot = line.lot_id!
          const isMoved = moved.includes(lot)
          const isCounted = line.counted !== null && !again.has(lot) && !isMoved
          const done = isCounted && draft.values[lot] === undefined
          return (
            <li key={line.id} className={classes.line} data-moved={isMoved || undefined}>
              <div className={classes.words}><span className={classes.name}>{line.name}</span><Text size="sm" c="dimmed" className="numbers">{line.lot_code}{line.expires_on ? ` · ${formatDay(line.expires_on)}` : ''}{isCounted && !done ? ` · ${t('counts:other', { quantity: quantity(line.counted, line.unit) })}` : ''}</Text></div>
              {done || !isMember ? (
                <Group gap="xs" wrap="nowrap">
                  <span className="numbers">{line.counted === null ? '–' : quantity(line.counted, line.unit)}</span>
                  {isMember ? <Button size="compact-sm" variant="subtle" color="gray" leftSection={<RotateCcw size={14} />} aria-label={t('counts:again_of', { item: line.name, lot: line.lot_code })} onClick={() => setAgain(new Set([...again, lot]))}>{t('counts:again')}</Button> : null}
                </Group>
              ) : (
                <DecimalInput className={classes.input} size="md" aria-label={t('counts:counted_of', { item: line.name, lot: line.lot_code })} placeholder="0" value={draft.values[lot] ?? null} onChange={(value) => set(lot, value)} rightSection={<Text size="sm" c="dimmed" pr={8}>{t(`common:unit.${line.unit === 'piece' ? 'unit' : line.unit}`, { defaultValue: line.unit })}</Text>} rightSectionWidth={44} />
              )}
            </li>
          )
        })}
      </ul>
      {isMember ? <Group justify="flex-end"><Button variant="light" disabled={typed.length === 0 || other !== null} loading={save.isPending} onClick={() => save.mutate(count)}>{t('counts:save', { count: typed.length })}</Button></Group> : null}
    </Stack>
  )
}
