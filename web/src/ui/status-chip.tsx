import type { LucideIcon } from 'lucide-react'
import type { Tone } from './tone'
import classes from './status-chip.module.css'

/** Colour is never alone: every chip has its word, and mostly an icon. */
export function StatusChip({ tone, label, icon: Icon }: { tone: Tone; label: string; icon?: LucideIcon }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {Icon ? <Icon size={13} strokeWidth={2.4} aria-hidden /> : <span className={classes.dot} aria-hidden />}
      {label}
    </span>
  )
}
