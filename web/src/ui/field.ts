export type FieldKind = 'text' | 'email' | 'phone' | 'textarea' | 'decimal' | 'money' | 'price' | 'quantity' | 'integer' | 'select' | 'multiselect' | 'tags' | 'date' | 'time' | 'switch' | 'weekdays' | 'hours' | 'dates'

export interface Field {
  name: string
  kind: FieldKind
  label: string
  help?: string
  required?: boolean
  unit?: string
  options?: { value: string; label: string }[]
  /** Half of the row on wide screens. */
  half?: boolean
  section?: string
  /** Only shown while it matters. */
  when?: (values: FormValues) => boolean
  /** Set once, when the record is made. */
  fixed?: boolean
  maxLength?: number
}

export type FormValues = Record<string, unknown>

/** Names of required fields that are still empty. */
export function missingFields(fields: readonly Field[], values: FormValues): string[] {
  return fields.filter((field) => field.required && (!field.when || field.when(values))).filter((field) => {
    const value = values[field.name]
    return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  }).map((field) => field.name)
}

/** What another person changed since this form was opened. */
export function changedFields(fields: readonly Field[], mine: FormValues, theirs: FormValues): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  return fields.map((field) => field.name).filter((name) => name in theirs && !same(mine[name], theirs[name]))
}
