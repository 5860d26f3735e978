import { Button, Group, NavLink, Select, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { DecimalInput } from '@/ui/decimal-input'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useFieldText, useProblemText } from '@/ui/problem-text'
import { TimeInput } from '@/ui/time-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { changeSettings, resetSettings, settings, type SettingField, type SettingsCategory } from './api/settings'
import classes from './settings-page.module.css'

/** One card per category; every field comes with its kind, limits and default from the server. Other modules add cards of their own. */
export function SettingsPage({ extra = [] }: { extra?: { name: string; label: string; card: ReactNode }[] }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const { card } = useSearch({ strict: false }) as { card?: string }
  const { data, error, refetch } = useQuery(settings())
  const names = [...(data ?? []).map((category) => ({ name: category.category, label: t(`settings:category.${category.category}`) })), ...extra]
  const chosen = names.find((entry) => entry.name === card)?.name ?? names[0]?.name
  const go = (name: string) => void navigate({ to: '.', search: { card: name } as never, replace: true })
  const category = data?.find((entry) => entry.category === chosen)
  return (
    <>
      <PageHeader title={t('settings:page.title')} lead={t('settings:page.lead')} />
      {error ? <Panel><ErrorState error={error} onRetry={() => void refetch()} /></Panel> : !data ? <Skeleton height={320} radius="lg" /> : (
        <div className={classes.page}>
          {isPhone ? <Select aria-label={t('settings:page.title')} size="md" data={names.map((entry) => ({ value: entry.name, label: entry.label }))} value={chosen ?? null} onChange={(value) => value && go(value)} /> : (
            <nav aria-label={t('settings:page.title')}>{names.map((entry) => <NavLink key={entry.name} component="button" active={entry.name === chosen} aria-current={entry.name === chosen ? 'page' : undefined} label={entry.label} onClick={() => go(entry.name)} className={classes.link} />)}</nav>
          )}
          {category ? <CategoryCard key={`${category.category}-${category.version}`} category={category} /> : extra.find((entry) => entry.name === chosen)?.card}
        </div>
      )}
    </>
  )
}

function CategoryCard({ category }: { category: SettingsCategory }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const [values, setValues] = useState(category.values)
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== category.values[key]))
  const isDirty = Object.keys(changed).length > 0
  const done = async (text: string) => { await client.invalidateQueries({ queryKey: ['tenant', 'settings'] }); showToast(text) }
  const save = useMutation({ mutationFn: () => changeSettings(category.category, changed, category.version), onSuccess: () => done(t('settings:saved')) })
  const reset = useMutation({ mutationFn: () => resetSettings(category.category), onSuccess: () => done(t('settings:reset_done')), onError: (problem) => showToast(problemText(problem), 'bad') })
  const problem = save.error ? Problem.of(save.error) : null
  const set = (key: string, value: string) => setValues((before) => ({ ...before, [key]: value }))
  return (
    <Panel title={t(`settings:category.${category.category}`)}>
      <Stack gap="lg">
        {category.fields.map((field) => <SettingInput key={field.key} category={category.category} field={field} value={values[field.key] ?? field.default} readOnly={!isAdmin} error={problem?.fields[field.key]} onChange={(value) => set(field.key, value)} />)}
        {problem && Object.keys(problem.fields).length === 0 ? <Text c="var(--bad)" role="alert">{problemText(problem)}</Text> : null}
        {isAdmin ? (
          <Group justify="space-between">
            <Button variant="subtle" color="gray" leftSection={<RotateCcw size={15} />} loading={reset.isPending} onClick={() => reset.mutate()}>{t('settings:reset')}</Button>
            <Button ml="auto" disabled={!isDirty} loading={save.isPending} onClick={() => save.mutate()}>{t('common:action.save')}</Button>
          </Group>
        ) : null}
      </Stack>
    </Panel>
  )
}

function SettingInput({ category, field, value, readOnly, error, onChange }: { category: string; field: SettingField; value: string; readOnly: boolean; error: string[] | undefined; onChange: (value: string) => void }) {
  const { t } = useTexts()
  const fieldText = useFieldText()
  const label = t(`settings:${category}.${field.key}`)
  const range = field.minimum !== null && field.maximum !== null ? t('settings:range', { minimum: formatNumber(field.minimum), maximum: formatNumber(field.maximum), standard: formatNumber(field.default) }) : undefined
  const shared = { label, disabled: readOnly, error: fieldText(error), maw: 420 }
  if (field.kind === 'flag') return <Switch {...shared} checked={value === 'true'} onChange={(event) => onChange(event.currentTarget.checked ? 'true' : 'false')} />
  if (field.kind === 'choice') return <Select {...shared} data={field.choices.map((choice) => ({ value: choice, label: t(`settings:choice.${choice}`) }))} value={value} onChange={(next) => next && onChange(next)} />
  if (field.kind === 'number') return <DecimalInput {...shared} description={range} value={value} onChange={(next) => onChange(next ?? field.default)} />
  if (field.kind === 'time') return <TimeInput {...shared} value={value} onChange={(next) => onChange(next ?? field.default)} />
  return <TextInput {...shared} maxLength={200} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
}
