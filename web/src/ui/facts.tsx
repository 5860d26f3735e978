import type { ReactNode } from 'react'
import classes from './facts.module.css'

export interface Fact { name: string; value: ReactNode; tone?: 'good' | 'warn' | 'bad' | undefined }

/** A few figures with their names, side by side. */
export function Facts({ facts, small }: { facts: readonly Fact[]; small?: boolean }) {
  return (
    <dl className={small ? `${classes.facts} ${classes.small}` : classes.facts}>
      {facts.map((fact) => <div key={fact.name} className={classes.fact}><dd className={classes.value} data-tone={fact.tone}>{fact.value}</dd><dt className={classes.name}>{fact.name}</dt></div>)}
    </dl>
  )
}
