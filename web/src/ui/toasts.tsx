import { Button, CloseButton } from '@mantine/core'
import { CircleCheck, TriangleAlert, Undo2 } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { useTexts } from './use-texts'
import classes from './toasts.module.css'

const undoSeconds = 10

interface Toast {
  id: number
  tone: 'good' | 'bad'
  text: string
  /** Set while an act waits: the request leaves when the time is over or the page is left. */
  commit?: () => Promise<unknown>
  undo?: () => void
}

let toasts: Toast[] = []
let nextId = 1
const timers = new Map<number, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

function publish(next: Toast[]): void {
  toasts = next
  listeners.forEach((listener) => listener())
}

function close(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  publish(toasts.filter((toast) => toast.id !== id))
}

function commitNow(id: number): void {
  const toast = toasts.find((candidate) => candidate.id === id)
  close(id)
  void toast?.commit?.()
}

export function showToast(text: string, tone: 'good' | 'bad' = 'good'): void {
  const id = nextId++
  publish([...toasts, { id, tone, text }])
  timers.set(id, setTimeout(() => close(id), tone === 'good' ? 5000 : 12_000))
}

/** Waits ten seconds before it acts; "Undo" takes it back. */
export function actWithUndo(text: string, commit: () => Promise<unknown>, undo: () => void): void {
  const id = nextId++
  publish([...toasts, { id, tone: 'good', text, commit, undo }])
  timers.set(id, setTimeout(() => commitNow(id), undoSeconds * 1000))
}

/** Sends everything that still waits; called when the page is hidden or left. */
export function commitWaiting(): void {
  for (const toast of toasts) if (toast.commit) commitNow(toast.id)
}

export function Toasts() {
  const { t } = useTexts()
  const list = useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener) }, () => toasts)
  useEffect(() => {
    window.addEventListener('pagehide', commitWaiting)
    return () => window.removeEventListener('pagehide', commitWaiting)
  }, [])
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} className={classes.toast} data-tone={toast.tone}>
          {toast.tone === 'good' ? <CircleCheck size={20} aria-hidden /> : <TriangleAlert size={20} aria-hidden />}
          <span className={classes.text}>{toast.text}</span>
          {toast.undo ? (
            <Button size="compact-sm" variant="white" color="dark" leftSection={<Undo2 size={15} aria-hidden />} onClick={() => { toast.undo?.(); close(toast.id) }}>{t('common:action.undo')}</Button>
          ) : (
            <CloseButton variant="transparent" c="inherit" size="sm" aria-label={t('common:action.close')} onClick={() => close(toast.id)} />
          )}
          {toast.commit ? <span className={classes.bar} aria-hidden style={{ animationDuration: `${undoSeconds}s` }} /> : null}
        </div>
      ))}
    </div>
  )
}
