import classes from './step-list.module.css'

/** The steps of a piece of work, and which one is now. */
export function StepList({ steps, now }: { steps: readonly string[]; now: number }) {
  return (
    <ol className={classes.steps}>
      {steps.map((name, position) => <li key={name} data-state={position < now ? 'done' : position === now ? 'now' : undefined} aria-current={position === now ? 'step' : undefined}><span className={classes.number}>{position + 1}</span><span className={classes.name}>{name}</span></li>)}
    </ol>
  )
}
