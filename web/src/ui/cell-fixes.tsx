import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { SimpleTable } from './simple-table'
import { useTexts } from './use-texts'

interface CellError { row: number; column: string; code: string; value: string }
export interface CellFix { row: number; column: number; value: string }

/** Cells of a file that make no sense, put right here without touching the file. */
export function CellFixes({ errors, count, columns, busy, onFix }: { errors: readonly CellError[]; count: number; columns: readonly { index: number; name: string }[]; busy: boolean; onFix: (fixes: CellFix[]) => void }) {
  const { t } = useTexts()
  const [values, setValues] = useState<Record<string, string>>({})
  const key = (error: CellError) => `${error.row}|${error.column}`
  const columnIndex = (name: string) => columns.find((column) => column.name === name)?.index ?? -1
  const fixes = errors.filter((error) => columnIndex(error.column) >= 0).flatMap((error) => { const value = values[key(error)]; return value === undefined ? [] : [{ row: error.row, column: columnIndex(error.column), value }] })
  return (
    <div>
      <Text mb="xs">{t('import:errors', { count })}</Text>
      <SimpleTable
        label={t('import:what')}
        rows={errors.slice(0, 50)}
        rowKey={(error) => `${key(error)}|${error.code}|${error.value}`}
        columns={[
          { header: t('import:row'), cell: (error) => formatNumber(error.row) },
          { header: t('import:column'), cell: (error) => error.column || '–' },
          { header: t('import:what'), cell: (error) => t(`import:error.${error.code}`) },
          { header: t('import:value'), width: '16rem', cell: (error) => (columnIndex(error.column) < 0 ? error.value : <TextInput aria-label={t('import:fix_cell', { row: error.row, column: error.column })} value={values[key(error)] ?? error.value} onChange={(event) => { const { value } = event.currentTarget; setValues((before) => ({ ...before, [key(error)]: value })) }} />) },
        ]}
      />
      <Group mt="sm" gap="md">
        <Button variant="light" disabled={fixes.length === 0} loading={busy} onClick={() => onFix(fixes)}>{t('import:check_again')}</Button>
        <Text size="sm" c="dimmed">{t('import:left_alone')}</Text>
      </Group>
    </div>
  )
}
