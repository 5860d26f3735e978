import { Button, Checkbox, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarPlus, Pencil, Play, Plus, Split, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { addDays, formatDay, today } from '@/lib/dates'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import { ErrorState } from '@/ui/error-state'
import type { Field, FormValues } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { deleteScenario, runScenario, saveScenario, scenarios, turnIntoEvent, type Scenario, type ScenarioFields } from './api/scenarios'
import { ScenarioComparison } from './scenario-comparison'

const types = ['custom', 'promotion', 'event', 'weather', 'price_change', 'optimistic', 'pessimistic', 'baseline'] as const
const events = ['fiesta', 'fair', 'sport', 'works', 'strike', 'promotion', 'school', 'other'] as const
const asText = (value: unknown) => (value === null || value === undefined || value === '' ? null : String(value))

/** The form's values as the question that is asked. */
export function toFields(values: FormValues): ScenarioFields {
  return {
    name: String(values.name ?? ''), type: values.type as ScenarioFields['type'], from: String(values.from), to: String(values.to), item_ids: (values.item_ids as string[] | undefined) ?? [], location_ids: (values.location_ids as string[] | undefined) ?? [],
    adjustments: {
      demand_percent: asText(values.demand_percent), temperature_delta: asText(values.temperature_delta), rain: values.rain === 'yes' ? true : values.rain === 'no' ? false : null, event: asText(values.event), event_percent: asText(values.event_percent),
      price_percent: asText(values.price_percent), elasticity: asText(values.elasticity) ?? '-1.2',
    },
  }
}

/** What if: questions to the forecast, and their answers side by side. */
export function ScenariosPage() {
  const { t, timeZone } = useTexts()
  const client = useQueryClient()
  const problemText = useProblemText()
  const isMember = useMay('member')
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const { data, error, refetch } = useQuery(scenarios())
  const [open, setOpen] = useState<Scenario | 'new' | null>(null)
  const [removing, setRemoving] = useState<Scenario | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const refresh = () => client.invalidateQueries({ queryKey: ['forecasting', 'scenarios'] })
  const fail = (problem: unknown) => showToast(problemText(problem), 'bad')
  const run = useMutation({ mutationFn: runScenario, onSuccess: refresh, onError: fail })
  const plan = useMutation({ mutationFn: turnIntoEvent, onSuccess: async () => { await refresh(); await client.invalidateQueries({ queryKey: ['external'] }); showToast(t('forecasting:scenario.planned')) }, onError: fail })
  const answered = (data ?? []).filter((row) => row.result)
  const compared = chosen.length > 0 ? answered.filter((row) => chosen.includes(row.id)) : answered.slice(0, 2)
  const row = open === 'new' ? null : open
  const when = (...wanted: string[]) => (values: FormValues) => wanted.includes(String(values.type))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true },
    { name: 'type', kind: 'select', label: t('forecasting:scenario.type'), required: true, half: true, options: types.map((type) => ({ value: type, label: t(`forecasting:scenario_type.${type}`) })) },
    { name: 'demand_percent', kind: 'quantity', unit: '%', label: t('forecasting:scenario.demand'), half: true, when: when('custom', 'promotion', 'event', 'weather', 'price_change') },
    { name: 'from', kind: 'date', label: t('forecasting:scenario.from'), required: true, half: true },
    { name: 'to', kind: 'date', label: t('forecasting:scenario.to'), required: true, half: true },
    { name: 'price_percent', kind: 'quantity', unit: '%', label: t('forecasting:scenario.price'), help: t('forecasting:scenario.price_help'), half: true, when: when('price_change', 'promotion') },
    { name: 'elasticity', kind: 'decimal', label: t('forecasting:scenario.elasticity'), half: true, when: when('price_change', 'promotion') },
    { name: 'event', kind: 'select', label: t('forecasting:scenario.event'), half: true, options: events.map((kind) => ({ value: kind, label: t(`analytics:event_kind.${kind}`) })), when: when('event') },
    { name: 'event_percent', kind: 'quantity', unit: '%', label: t('forecasting:scenario.event_effect'), half: true, when: when('event') },
    { name: 'rain', kind: 'select', label: t('forecasting:scenario.rain'), half: true, options: [{ value: 'yes', label: t('forecasting:scenario.rain_yes') }, { value: 'no', label: t('forecasting:scenario.rain_no') }], when: when('weather') },
    { name: 'temperature_delta', kind: 'quantity', unit: '°C', label: t('forecasting:scenario.temperature'), half: true, when: when('weather') },
    { name: 'item_ids', kind: 'multiselect', label: t('forecasting:scenario.products'), help: t('forecasting:scenario.all'), options: (items ?? []).filter((item) => item.item_type === 'finished_product' || item.item_type === 'resale').map((item) => ({ value: item.id, label: item.name })) },
    { name: 'location_ids', kind: 'multiselect', label: t('forecasting:scenario.shops'), help: t('forecasting:scenario.all'), options: (locations ?? []).filter((location) => location.type === 'retail_outlet').map((location) => ({ value: location.id, label: location.name })) },
  ]
  const initial = (scenario: Scenario | null): FormValues => scenario
    ? { name: scenario.name, type: scenario.type, from: scenario.from, to: scenario.to, item_ids: scenario.item_ids, location_ids: scenario.location_ids, ...scenario.adjustments, rain: scenario.adjustments.rain === null ? null : scenario.adjustments.rain ? 'yes' : 'no' }
    : { name: '', type: 'custom', from: addDays(today(timeZone), 1), to: addDays(today(timeZone), 7), item_ids: [], location_ids: [], demand_percent: '10', price_percent: null, elasticity: '-1.2', event: null, event_percent: null, rain: null, temperature_delta: null }
  return (
    <>
      <PageHeader title={t('forecasting:scenario.title')} lead={t('forecasting:scenario.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t('forecasting:scenario.new')}</Button> : null}
      </PageHeader>
      {error ? <Panel><ErrorState error={error} onRetry={() => void refetch()} /></Panel> : !data ? <Skeleton height={160} radius="lg" /> : data.length === 0 ? <Panel><EmptyState icon={Split} title={t('forecasting:scenario.empty')} text={t('forecasting:scenario.empty_text')} /></Panel> : (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {data.map((scenario) => (
              <Panel key={scenario.id} order={2} title={scenario.name} aside={<StatusChip tone={scenario.event_id ? 'good' : 'info'} label={scenario.event_id ? t('forecasting:scenario.is_event') : t(`forecasting:scenario_type.${scenario.type}`)} />}>
                <Stack gap="xs">
                  <Text size="sm" c="dimmed" className="numbers">{formatDay(scenario.from)} – {formatDay(scenario.to)}</Text>
                  {scenario.result ? <Checkbox checked={compared.some((other) => other.id === scenario.id)} label={t('forecasting:scenario.compare')} aria-label={t('forecasting:scenario.compare_of', { name: scenario.name })} onChange={(event) => { const others = compared.map((other) => other.id).filter((id) => id !== scenario.id); setChosen(event.currentTarget.checked ? [...others, scenario.id].slice(-3) : others) }} /> : <Text size="sm">{t('forecasting:scenario.not_run')}</Text>}
                  {isMember ? (
                    <Group gap="xs">
                      <Button size="compact-sm" leftSection={<Play size={14} />} loading={run.isPending && run.variables === scenario.id} onClick={() => run.mutate(scenario.id)}>{t(scenario.result ? 'forecasting:scenario.again' : 'forecasting:scenario.run')}</Button>
                      <Button size="compact-sm" variant="default" leftSection={<Pencil size={14} />} onClick={() => setOpen(scenario)}>{t('common:action.edit')}</Button>
                      {scenario.result && !scenario.event_id ? <Button size="compact-sm" variant="default" leftSection={<CalendarPlus size={14} />} loading={plan.isPending && plan.variables === scenario.id} onClick={() => plan.mutate(scenario.id)}>{t('forecasting:scenario.to_event')}</Button> : null}
                      <Button size="compact-sm" variant="subtle" color="berry" leftSection={<Trash2 size={14} />} onClick={() => setRemoving(scenario)}>{t('common:action.delete')}</Button>
                    </Group>
                  ) : null}
                </Stack>
              </Panel>
            ))}
          </SimpleGrid>
          {compared.length > 0 ? <ScenarioComparison scenarios={compared} /> : null}
        </Stack>
      )}
      {open ? (
        <EntityModal
          title={row ? row.name : t('forecasting:scenario.new')}
          fields={fields}
          initial={initial(row)}
          version={row?.version}
          draftKey={`scenario:${row?.id ?? 'new'}`}
          readOnly={!isMember}
          savedText={t('forecasting:scenario.saved')}
          save={async (values, version) => { const saved = await saveScenario(row?.id ?? null, toFields(values), version); await runScenario(saved.id); await refresh() }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {removing ? <ConfirmDialog opened danger title={t('forecasting:scenario.delete_title', { name: removing.name })} text={t('forecasting:scenario.delete_text')} confirmLabel={t('common:action.delete')} onConfirm={async () => { await deleteScenario(removing.id); await refresh() }} onClose={() => setRemoving(null)} /> : null}
    </>
  )
}
