const prefix = 'bakery-draft:'

export interface Draft<T> { at: number; values: T }

/** Entries of an unfinished form survive a closed tab; a week later, or at sign-out, they are gone. */
export function readDraft<T>(key: string, now: number = Date.now()): Draft<T> | null {
  const text = localStorage.getItem(prefix + key)
  if (!text) return null
  try {
    const draft = JSON.parse(text) as Draft<T>
    if (now - draft.at < 7 * 86_400_000) return draft
  } catch {
    // Damaged: treated like none.
  }
  localStorage.removeItem(prefix + key)
  return null
}

export function keepDraft<T>(key: string, values: T, now: number = Date.now()): void {
  localStorage.setItem(prefix + key, JSON.stringify({ at: now, values } satisfies Draft<T>))
}

export function dropDraft(key: string): void {
  localStorage.removeItem(prefix + key)
}

export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}
