import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { Check, Criterion } from './acts'
import classes from './floor.module.css'
import { record } from './outbox'
import { FloorDialog, NumberPad, numberOf } from './parts'
import { useFloor } from './use-floor'

/** Checks that are due, of the batches that have begun. */
export function ChecksPage() {
  const { t } = useTexts()
  const { day } = useFloor()
  const [open, setOpen] = useState<Check | null>(null)
  const checks = day?.checks ?? []
  const batchOf = (check: Check) => day?.days.flatMap((one) => one.batches).find((batch) => batch.id === check.batch_id)?.name ?? ''
  return (
    <>
      {checks.length === 0 ? <p className={classes.title}>{t('tablet:checks.none')}</p> : null}
      <ul className={classes.list}>
        {checks.map((check) => (
          <li key={check.id}><button type="button" className={`${classes.card} ${classes.tap}`} onClick={() => setOpen(check)}><span className={classes.title}>{batchOf(check)}</span><span>{check.name}{check.stage ? ` · ${t(`floor:stage.${check.stage}`)}` : ''}</span></button></li>
        ))}
      </ul>
      {open ? <CheckDialog check={open} batch={batchOf(open)} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function CheckDialog({ check, batch, onClose }: { check: Check; batch: string; onClose: () => void }) {
  const { t } = useTexts()
  const [found, setFound] = useState<Record<string, string[]>>({})
  const [asked, setAsked] = useState<{ criterion: Criterion; piece: number } | null>(null)
  const [value, setValue] = useState('')
  const count = (criterion: Criterion) => (criterion.type === 'measurement' ? check.sample_size : 1)
  const isWhole = check.criteria.every((criterion) => (found[criterion.name] ?? []).filter(Boolean).length === count(criterion))
  const put = (criterion: Criterion, piece: number, text: string) => setFound((before) => ({ ...before, [criterion.name]: Object.assign([...(before[criterion.name] ?? [])], { [piece]: text }) }))
  const enter = () => {
    const number = numberOf(value)
    if (asked && number !== null) { put(asked.criterion, asked.piece, number); setAsked(null); setValue('') }
  }
  if (asked) {
    const { min, max, unit } = asked.criterion
    return (
      <FloorDialog title={asked.criterion.name} onClose={() => setAsked(null)}>
        {min !== null && max !== null ? <p>{t('floor:check.limits', { min: formatNumber(min), max: formatNumber(max) })}</p> : null}
        <NumberPad label={asked.criterion.name} unit={unit ?? undefined} value={value} onChange={setValue} onEnter={enter} />
        <button type="button" className={`${classes.button} ${classes.main1}`} disabled={numberOf(value) === null} onClick={enter}>{t('tablet:card.save')}</button>
      </FloorDialog>
    )
  }
  const save = () => { void record('quality', check.id, `${batch}: ${check.name}`, { results: check.criteria.map((criterion) => ({ name: criterion.name, values: found[criterion.name]! })) }); onClose() }
  return (
    <FloorDialog title={`${batch}: ${check.name}`} onClose={onClose}>
      {check.criteria.map((criterion) => (
        <fieldset key={criterion.name} className={classes.card}>
          <legend>{criterion.name}{criterion.is_critical ? ` (${t('floor:check.is_critical')})` : ''}</legend>
          <div className={`${classes.row} ${classes.grow}`}>
            {criterion.type === 'boolean' ? (['1', '0'] as const).map((answer) => <button key={answer} type="button" className={`${classes.button} ${found[criterion.name]?.[0] === answer ? classes.main1 : ''}`} aria-pressed={found[criterion.name]?.[0] === answer} onClick={() => put(criterion, 0, answer)}>{t(answer === '1' ? 'tablet:yes' : 'tablet:no')}</button>)
              : Array.from({ length: count(criterion) }, (_, piece) => <button key={piece} type="button" className={classes.button} onClick={() => { setAsked({ criterion, piece }); setValue('') }}>{found[criterion.name]?.[piece] ? formatNumber(found[criterion.name]![piece]) : count(criterion) > 1 ? t('tablet:checks.piece', { number: piece + 1 }) : t('tablet:checks.enter')} {criterion.unit ?? ''}</button>)}
          </div>
        </fieldset>
      ))}
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={!isWhole} onClick={save}>{t('floor:check.save')}</button>
    </FloorDialog>
  )
}
