/** Reads `5`, `530`, `0530`, `5:30`, `5.30` and `5h30` as a clock time of 24 hours. */
export function parseTime(text: string): string | null {
  const parts = /^(\d{1,2})(?:\s*[:.,hH]\s*(\d{1,2})?)?$/.exec(text.trim()) ?? /^(\d{1,2})(\d{2})$/.exec(text.trim())
  if (!parts) return null
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)]
  return hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null
}
