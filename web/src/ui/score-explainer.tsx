import { Text } from '@mantine/core'
import { formatNumber } from '@/lib/format'
import { useTexts } from './use-texts'
import classes from './score-explainer.module.css'

export interface ScoreParts { impact: number; urgency: number; agency: number; confidence: number; age_boost: number; score: number }

const weights = { impact: 0.4, urgency: 0.3, agency: 0.2, confidence: 0.1 } as const

/** Shows how the score of an alert comes about: each part, its weight and what it adds. */
export function ScoreExplainer({ parts }: { parts: ScoreParts }) {
  const { t } = useTexts()
  const rows = Object.entries(weights) as [keyof typeof weights, number][]
  return (
    <div>
      <table className={`numbers ${classes.table}`}>
        <caption className="visually-hidden">{t('alerts:score.caption')}</caption>
        <thead>
          <tr><th scope="col" className={classes.left}>{t('alerts:score.part')}</th><th scope="col" className={classes.right}>{t('alerts:score.value')}</th><th scope="col" className={classes.right}>{t('alerts:score.weight')}</th><th scope="col" className={classes.right}>{t('alerts:score.adds')}</th></tr>
        </thead>
        <tbody>
          {rows.map(([name, weight]) => (
            <tr key={name}>
              <th scope="row" className={classes.left}>
                {t(`alerts:score.${name}`)}
                <span className={classes.track} aria-hidden><span className={classes.fill} style={{ width: `${parts[name]}%` }} /></span>
              </th>
              <td className={classes.right}>{parts[name]}</td>
              <td className={classes.right}>× {formatNumber(weight, 2, 2)}</td>
              <td className={classes.right}>{formatNumber(parts[name] * weight, 0, 1)}</td>
            </tr>
          ))}
          {parts.age_boost > 0 ? <tr><th scope="row" className={classes.left} colSpan={3}>{t('alerts:score.age_boost')}</th><td className={classes.right}>{parts.age_boost}</td></tr> : null}
        </tbody>
        <tfoot><tr><th scope="row" className={classes.left} colSpan={3}>{t('alerts:score.total')}</th><td className={classes.right}><b>{parts.score}</b></td></tr></tfoot>
      </table>
      <Text size="xs" c="dimmed" mt={4}>{t('alerts:score.note')}</Text>
    </div>
  )
}
