import { useTranslation } from 'react-i18next'
import { isLanguage, type Language } from '@/i18n/languages'
import { useTenantSettings } from './tenant-context'
import { formatInstant, formatTime, weekday, type BusinessDay } from '@/lib/dates'

/** Texts and the formats that depend on the tenant's zone. */
export function useTexts() {
  const { t, i18n } = useTranslation()
  const { timeZone } = useTenantSettings()
  const language: Language = isLanguage(i18n.language) ? i18n.language : 'es'
  return {
    t,
    language,
    timeZone,
    time: (instant: string | null | undefined) => formatTime(instant, timeZone),
    instant: (value: string | null | undefined) => formatInstant(value, timeZone),
    weekdayName: (day: BusinessDay) => t(`common:weekday.${weekday(day)}`),
    weekdayShort: (day: BusinessDay) => t(`common:weekday_short.${weekday(day)}`),
    list: (values: readonly string[]) => new Intl.ListFormat(language).format(values),
  }
}
