import { Delete } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { parseDecimal } from '@/lib/decimal'
import { useTexts } from '@/ui/use-texts'
import classes from './floor.module.css'

/** A dialog of the browser itself: it keeps the focus and gives it back to where it was, and Escape closes it. */
export function FloorDialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    if (!dialog.current?.open) dialog.current?.showModal()
    return () => before?.focus()
  }, [])
  return (
    <dialog ref={dialog} className={classes.dialog} aria-label={title} onClose={onClose}>
      <div className={classes.body}>
        <h2>{title}</h2>
        {children}
        <button type="button" className={classes.button} onClick={onClose}>{t('common:action.close')}</button>
      </div>
    </dialog>
  )
}

interface PadProps { label: string; value: string; unit?: string | undefined; secret?: boolean; onChange: (value: string) => void; onEnter: () => void }

/** Digits to tap; a keyboard and a scanner write into the same field. */
export function NumberPad({ label, value, unit, secret = false, onChange, onEnter }: PadProps) {
  const { t } = useTexts()
  const clean = (text: string) => text.replace(secret ? /\D/g : /[^\d,.-]/g, '').slice(0, secret ? 6 : 12)
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', secret ? '' : ',', '0']
  return (
    <>
      <div className={classes.shown}>
        <input aria-label={label} autoFocus inputMode="none" type={secret ? 'password' : 'text'} autoComplete="off" value={value} onChange={(event) => onChange(clean(event.currentTarget.value))} onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); onEnter() } }} />
        {unit ? <span>{unit}</span> : null}
      </div>
      <div className={classes.pad}>
        {keys.map((key) => key === '' ? <span key="none" /> : <button key={key} type="button" className={classes.button} onClick={() => onChange(clean(value + key))}>{key}</button>)}
        <button type="button" className={classes.button} aria-label={t('tablet:pad.delete')} onClick={() => onChange(value.slice(0, -1))}><Delete aria-hidden /></button>
      </div>
    </>
  )
}

export const numberOf = (text: string): string | null => parseDecimal(text)
