import { useEffect, useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '@/lib/drafts'

/** Form values with an autosave every five seconds; `restoredAt` tells that an earlier draft came back. */
export function useDraft<T>(key: string, initial: T) {
  const [restored] = useState(() => readDraft<T>(key))
  const [values, setValues] = useState<T>(restored?.values ?? initial)
  const [restoredAt, setRestoredAt] = useState<number | null>(restored?.at ?? null)
  const latest = useRef(values)
  const dirty = useRef(restored !== null)
  latest.current = values
  useEffect(() => {
    const save = () => { if (dirty.current) keepDraft(key, latest.current) }
    const timer = setInterval(save, 5000)
    window.addEventListener('pagehide', save)
    return () => { clearInterval(timer); window.removeEventListener('pagehide', save) }
  }, [key])
  return {
    values,
    restoredAt,
    isDirty: () => dirty.current,
    change: (next: T | ((before: T) => T)) => { dirty.current = true; setValues(next) },
    /** Forget the draft and show `next`, e.g. after saving or on "discard". */
    settle: (next: T) => { dirty.current = false; dropDraft(key); setRestoredAt(null); setValues(next) },
  }
}
