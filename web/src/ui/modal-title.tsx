import type { ReactNode } from 'react'
import classes from './modal-title.module.css'

/** The words of a dialog's title; the dialog brings the heading itself. */
export function ModalTitle({ children }: { children: ReactNode }) {
  return <span className={classes.title}>{children}</span>
}
