import { useState } from 'react'
import { parseDecimal } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import classes from './floor.module.css'
import { FloorDialog } from './parts'
import { waterFor, type Temperatures } from './water'

const fields = ['dough', 'flour', 'room', 'friction', 'tap', 'preferment'] as const

/** The temperatures of now, typed in, and what they mean for the water; kept for the next mix of this dough. */
export function WaterDialog({ grams, given, hasPreferment, onClose, onSave }: { grams: number; given: Temperatures; hasPreferment: boolean; onClose: () => void; onSave: (read: Temperatures) => void }) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(() => Object.fromEntries(fields.map((field) => [field, given[field].replace('.', ',')])) as unknown as Temperatures)
  const shown = fields.filter((field) => field !== 'preferment' || hasPreferment)
  const read = Object.fromEntries(fields.map((field) => [field, shown.includes(field) ? (parseDecimal(typed[field]) ?? '') : ''])) as unknown as Temperatures
  const isGood = shown.every((field) => field === 'preferment' || read[field] !== '')
  return (
    <FloorDialog title={t('tablet:water.title')} onClose={onClose}>
      <div className={classes.tiles}>
        {shown.map((field, index) => (
          <label key={field} className={classes.body}>{t(`tablet:water.${field}`)}
            <span className={classes.shown}><input autoFocus={index === 1} inputMode="decimal" autoComplete="off" maxLength={6} value={typed[field]} onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value.replace(/[^\d,.-]/g, '') })} /><span>°C</span></span>
          </label>
        ))}
      </div>
      <p className={classes.title} aria-live="polite">{isGood ? <WaterText read={read} grams={grams} /> : null}</p>
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={!isGood} onClick={() => { onSave(read); onClose() }}>{t('tablet:card.save')}</button>
    </FloorDialog>
  )
}

/** Water at so many degrees, and ice where the tap is too warm. */
export function WaterText({ read, grams }: { read: Temperatures; grams: number }) {
  const { t } = useTexts()
  const { celsius, water, ice } = waterFor(read, grams)
  const weight = (value: number) => formatNumber(String(value), 0, 0)
  return ice > 0 ? t('tablet:water.with_ice', { water: weight(water), ice: weight(ice) }) : t('tablet:water.at', { celsius: formatNumber(celsius, 0, 1), water: weight(water) })
}
