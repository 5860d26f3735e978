import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { GitCompareArrows } from 'lucide-react'
import { useTexts } from './use-texts'
import classes from './conflict-notice.module.css'

export interface ConflictRow { name: string; label: string; mine: string; theirs: string }

/** Somebody else saved first: both versions side by side, nothing that was typed is lost. */
export function ConflictNotice({ rows, onKeepMine, onTakeTheirs }: { rows: ConflictRow[]; onKeepMine: () => void; onTakeTheirs: () => void }) {
  const { t } = useTexts()
  return (
    <Alert color="wheat" variant="light" icon={<GitCompareArrows size={20} aria-hidden />} title={t('common:conflict.title')} role="alert">
      <Stack gap="sm">
        <Text size="sm">{t('common:conflict.text')}</Text>
        {rows.length > 0 ? (
          <table className={classes.table}>
            <thead><tr><th scope="col">{t('common:conflict.field')}</th><th scope="col">{t('common:conflict.theirs')}</th><th scope="col">{t('common:conflict.mine')}</th></tr></thead>
            <tbody>{rows.map((row) => <tr key={row.name}><th scope="row">{row.label}</th><td>{row.theirs || '–'}</td><td>{row.mine || '–'}</td></tr>)}</tbody>
          </table>
        ) : null}
        <Group gap="xs">
          <Button size="compact-sm" onClick={onKeepMine}>{t('common:conflict.keep_mine')}</Button>
          <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>{t('common:conflict.take_theirs')}</Button>
        </Group>
      </Stack>
    </Alert>
  )
}
