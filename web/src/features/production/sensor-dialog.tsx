import { Button, Group, PasswordInput, Skeleton, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Radio } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { EntityModal } from '@/ui/entity-modal'
import type { Field, FormValues } from '@/ui/field'
import { useTexts } from '@/ui/use-texts'
import { controlPoints, saveSensor, sensorOf, testSensor, type Equipment, type Sensor } from './api/equipment'

const asked = (values: FormValues) => values.adapter === 'modbus_tcp'

/** How a machine's sensor is connected, and what it says. */
export function SensorDialog({ machine, canChange, onClose }: { machine: Equipment; canChange: boolean; onClose: () => void }) {
  const { t, instant } = useTexts()
  const client = useQueryClient()
  const { data: sensor, isPending } = useQuery(sensorOf(machine.id))
  const { data: points } = useQuery(controlPoints())
  // Not among the fields: a draft of the form is kept in the browser, a password is not.
  const [password, setPassword] = useState<string | null>(null)
  const test = useMutation({ mutationFn: () => testSensor(machine.id) })
  if (isPending) return <Skeleton height={1} />
  const choices = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`floor:${group}.${value}`) }))
  const fields: Field[] = [
    { name: 'adapter', kind: 'select', label: t('floor:sensor.adapter'), required: true, half: true, options: choices('adapter', ['mqtt', 'http_poll', 'modbus_tcp', 'simulator']) },
    { name: 'every_seconds', kind: 'integer', unit: 's', label: t('floor:sensor.every'), required: true, half: true },
    { name: 'address', kind: 'text', label: t('floor:sensor.address'), help: t('floor:sensor.address_help'), required: true, maxLength: 300, when: (values) => values.adapter !== 'simulator' },
    { name: 'path', kind: 'text', label: t('floor:sensor.path'), help: t('floor:sensor.path_help'), maxLength: 200, when: (values) => values.adapter === 'mqtt' || values.adapter === 'http_poll' },
    { name: 'user_name', kind: 'text', label: t('floor:sensor.user'), maxLength: 100, half: true, when: (values) => values.adapter === 'mqtt' },
    { name: 'register', kind: 'integer', label: t('floor:sensor.register'), half: true, when: asked },
    { name: 'unit_id', kind: 'integer', label: t('floor:sensor.unit'), half: true, when: asked },
    { name: 'format', kind: 'select', label: t('floor:sensor.format'), options: choices('register_format', ['int16', 'uint16', 'int32', 'float32']), when: asked },
    { name: 'scale', kind: 'decimal', label: t('floor:sensor.scale'), half: true },
    { name: 'offset', kind: 'decimal', label: t('floor:sensor.offset'), half: true },
    { name: 'point_id', kind: 'select', label: t('floor:sensor.point'), help: t('floor:sensor.point_help'), options: (points ?? []).map((point) => ({ value: point.id, label: point.name })) },
    { name: 'is_active', kind: 'switch', label: t('floor:sensor.in_use') },
  ]
  const initial = sensor ? Object.fromEntries(fields.map((field) => [field.name, sensor[field.name as keyof Sensor] ?? null])) : { adapter: 'mqtt', every_seconds: 60, register: 0, unit_id: 1, format: 'int16', scale: '1', offset: '0', is_active: true, path: '', address: '' }
  return (
    <EntityModal
      title={`${machine.name} · ${t('floor:sensor.title')}`}
      fields={fields}
      initial={initial}
      version={sensor?.version}
      draftKey={`sensor:${machine.id}`}
      readOnly={!canChange}
      savedText={t('floor:sensor.saved')}
      save={async (values, version) => { await saveSensor(machine.id, { ...values, password, address: values.address ?? '', register: values.register ?? 0, unit_id: values.unit_id ?? 1, format: values.format ?? 'int16' }, version); await client.invalidateQueries({ queryKey: ['production', 'sensor'] }) }}
      onClose={onClose}
      actions={sensor && canChange ? <Button variant="subtle" leftSection={<Radio size={16} />} loading={test.isPending} onClick={() => test.mutate()}>{t('floor:sensor.test')}</Button> : null}
    >
      {(values) => (
        <>
          {values.adapter === 'mqtt' && values.user_name && canChange ? <PasswordInput mt="md" label={t('floor:sensor.password')} description={sensor?.has_password ? t('floor:sensor.password_kept') : undefined} autoComplete="new-password" maxLength={200} value={password ?? ''} onChange={(event) => setPassword(event.currentTarget.value)} /> : null}
          {sensor ? (
        <Group mt="md" aria-live="polite">
          <Text size="sm">{test.data ? (test.data.ok ? t('floor:sensor.says', { value: formatNumber(test.data.value, 0, 2) }) : t('floor:sensor.silent', { error: test.data.error ?? '–' })) : sensor.last_at ? t('floor:sensor.last', { value: formatNumber(sensor.last_value, 0, 2), time: instant(sensor.last_at) }) : t('floor:sensor.nothing')}</Text>
          {!test.data && sensor.last_error ? <Text size="sm" c="var(--bad)">{t('floor:sensor.silent', { error: sensor.last_error })}</Text> : null}
        </Group>
          ) : null}
        </>
      )}
    </EntityModal>
  )
}
