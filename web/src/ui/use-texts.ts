import { useTranslation } from 'react-i18next'
import { isLanguage, type Language } from '@/i18n/languages'
import { useTenantSettings } from './tenant-context'
import { formatNumber } from '@/lib/format'
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
    /** A quantity with the word for its unit: `97 piezas`, `12,5 kg`. */
    quantity: (value: string | number | null | undefined, unit: string | null | undefined, decimals = 3) => {
      const shown = formatNumber(value, 0, decimals)
      if (!unit || shown === '–') return shown
      return unit === 'piece' ? t('common:quantity.piece', { count: Number(value), shown }) : `${shown} ${t(`common:unit.${unit}`, { defaultValue: unit })}`
    },
    list: (values: readonly string[]) => new Intl.ListFormat(language).format(values),
  }
}
