/** Business days are ISO dates (`2026-11-14`) and never pass through a time zone. */
export type BusinessDay = string

const pad = (value: number) => String(value).padStart(2, '0')

function valid(year: number, month: number, day: number): BusinessDay | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

/** Reads `14`, `1411`, `141126`, `14112026`, `14/11`, `14-11-26`, `14.11.2026` and `2026-11-14`. A day without a month or year takes those of `reference`. */
export function parseDay(text: string, reference: BusinessDay): BusinessDay | null {
  const clean = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean)
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const parts = /^(\d{1,2})(?:[/.\s-](\d{1,2})(?:[/.\s-](\d{2}|\d{4}))?)?$/.exec(clean) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})?$/.exec(clean)
  if (!parts) return null
  const year = parts[3] === undefined ? Number(reference.slice(0, 4)) : Number(parts[3]) + (parts[3].length === 2 ? 2000 : 0)
  const month = parts[2] === undefined ? Number(reference.slice(5, 7)) : Number(parts[2])
  return valid(year, month, Number(parts[1]))
}

export function addDays(day: BusinessDay, days: number): BusinessDay {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: BusinessDay): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

export function startOfWeek(day: BusinessDay): BusinessDay {
  return addDays(day, 1 - weekday(day))
}

// Making a formatter costs far more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone}`
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formatters.set(key, known)
  return known
}

/** Today in the tenant's zone. */
export function today(timeZone: string, now: Date = new Date()): BusinessDay {
  return formatter('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

export function formatDay(day: BusinessDay | null | undefined): string {
  if (!day) return '–'
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

export function formatShortDay(day: BusinessDay): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}`
}

/** Clock time of an instant in the tenant's zone, 24 h. */
export function formatTime(instant: string | null | undefined, timeZone: string): string {
  if (!instant) return '–'
  return formatter('es-ES', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}

export function formatInstant(instant: string | null | undefined, timeZone: string): string {
  if (!instant) return '–'
  return `${formatDay(today(timeZone, new Date(instant)))} ${formatTime(instant, timeZone)}`
}
