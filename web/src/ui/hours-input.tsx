import { Button, Input, Switch } from '@mantine/core'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './hours-input.module.css'
import { TimeInput } from './time-input'
import { useTexts } from './use-texts'

/** ISO weekday (1 = Monday) to local times; a missing day is closed. */
export type Hours = Record<string, { opens: string; closes: string }>

export function HoursInput({ label, description, error, disabled, value, onChange }: { label: ReactNode; description?: ReactNode; error?: ReactNode; disabled: boolean; value: Hours; onChange: (value: Hours) => void }) {
  const { t } = useTexts()
  const set = (day: string, hours: Hours[string] | null) => {
    const next = { ...value }
    if (hours) next[day] = hours
    else delete next[day]
    onChange(next)
  }
  const first = value['1']
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <div className={classes.week}>
        {['1', '2', '3', '4', '5', '6', '7'].map((day) => {
          const hours = value[day]
          const name = t(`common:weekday.${day}`)
          return (
            <div key={day} className={classes.day}>
              <Switch size="sm" disabled={disabled} checked={hours !== undefined} label={name} onChange={(event) => set(day, event.currentTarget.checked ? (first ?? { opens: '07:00', closes: '21:00' }) : null)} />
              {hours ? (
                <span className={classes.times}>
                  <TimeInput className={classes.time} size="xs" disabled={disabled} aria-label={t('common:hours.opens', { day: name })} value={hours.opens} onChange={(value) => value && set(day, { ...hours, opens: value })} />
                  <span aria-hidden>–</span>
                  <TimeInput className={classes.time} size="xs" disabled={disabled} aria-label={t('common:hours.closes', { day: name })} value={hours.closes} onChange={(value) => value && set(day, { ...hours, closes: value })} />
                </span>
              ) : <span className={classes.closed}>{t('common:hours.closed')}</span>}
            </div>
          )
        })}
      </div>
      {first && !disabled ? <Button variant="subtle" size="compact-sm" mt={4} leftSection={<Copy size={14} />} onClick={() => onChange(Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, first])))}>{t('common:hours.copy')}</Button> : null}
    </Input.Wrapper>
  )
}
