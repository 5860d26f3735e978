import { Select, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { addDays, formatDay, today } from '@/lib/dates'
import { formatNumber, formatPercent, signed } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { calendarDays, type CalendarDay } from './api/calendar'

/** The next two weeks of a site as the forecast sees them: holidays, school, what happens nearby, weather. */
export function ComingDays() {
  const { t, timeZone, weekdayShort } = useTexts()
  const { data: locations } = useQuery(locationNames())
  const [chosen, setChosen] = useState<string | null>(null)
  const location = chosen ?? locations?.find((row) => row.type === 'retail_outlet')?.id ?? locations?.[0]?.id ?? ''
  const from = today(timeZone)
  const query = useQuery({ ...calendarDays(location, from, addDays(from, 13)), enabled: location !== '' })
  const holiday = (key: string) => {
    const name = key.replace(/_moved$/, '')
    const text = t(`analytics:holiday.${name}`, { defaultValue: name.replace(/_/g, ' ') })
    return key.endsWith('_moved') ? t('analytics:calendar.moved', { name: text }) : text
  }
  const special = (day: CalendarDay) => [
    ...(day.holiday ? [<b key="holiday">{holiday(day.holiday)}</b>] : []),
    ...(day.is_school_holiday ? [<span key="school">{t('analytics:calendar.school')}</span>] : []),
    ...day.events.map((event) => <span key={event.name}>{event.name}{event.expected_effect_percent === null ? '' : ` (${signed(formatPercent(event.expected_effect_percent, 0), event.expected_effect_percent)})`}</span>),
  ].flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))
  const weather = (day: CalendarDay) => day.temperature_max === null ? '–' : [
    t('analytics:calendar.temperature', { min: formatNumber(day.temperature_min, 0, 0), max: formatNumber(day.temperature_max, 0, 0) }),
    ...(Number(day.precipitation_mm ?? 0) > 0 ? [t('analytics:calendar.rain', { mm: formatNumber(day.precipitation_mm, 0, 1) })] : []),
    ...(day.weather_source === 'climatology' ? [t('analytics:calendar.normal')] : []),
  ].join(', ')
  return (
    <Panel title={t('analytics:calendar.title')} aside={<Select size="xs" aria-label={t('analytics:calendar.location')} data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location || null} onChange={setChosen} />}>
      {query.error ? <ErrorState compact error={query.error} onRetry={() => void query.refetch()} /> : !query.data ? <Skeleton height={220} /> : (
        <>
          <SimpleTable label={t('analytics:calendar.title')} rows={query.data} rowKey={(day) => day.date} columns={[
            { header: t('analytics:calendar.day'), width: '9rem', cell: (day) => `${weekdayShort(day.date)} ${formatDay(day.date)}` },
            { header: t('analytics:calendar.special'), cell: (day) => { const parts = special(day); return parts.length ? parts : '–' } },
            { header: t('analytics:calendar.weather'), cell: weather },
          ]} />
          {query.data.every((day) => day.weather_source === 'none') ? <Text size="sm" c="dimmed" mt="xs">{t('analytics:calendar.no_weather')}</Text> : null}
        </>
      )}
    </Panel>
  )
}
