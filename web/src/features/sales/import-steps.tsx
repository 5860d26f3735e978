import { Button, Checkbox, Group, Radio, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleX, FileSpreadsheet, TriangleAlert, Undo2, UploadCloud } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { itemNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { undoImport, type DuplicateChoice, type ImportCheck, type ImportJob } from './api/imports'
import type { ProductChoice } from './import-rules'
import classes from './import-steps.module.css'

export function FileStep({ busy, onChoose }: { busy: boolean; onChoose: (file: File) => void }) {
  const { t } = useTexts()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); const file = event.dataTransfer.files[0]; if (file) onChoose(file) }
  return (
    <div className={classes.drop} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <UploadCloud size={34} strokeWidth={1.6} aria-hidden />
      <Title order={3} size="h4">{t('sales:import.drop_title')}</Title>
      <Text c="dimmed" maw={480}>{t('sales:import.drop_text')}</Text>
      <Button mt="xs" leftSection={<FileSpreadsheet size={17} />} loading={busy} onClick={() => input.current?.click()}>{t('sales:import.choose')}</Button>
      <input ref={input} type="file" accept=".csv,.txt,.tsv,.xlsx,.json" className="visually-hidden" aria-label={t('sales:import.choose')} tabIndex={-1} onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) onChoose(file) }} />
    </div>
  )
}

export function HeaderStep({ check, busy, onChoose }: { check: ImportCheck; busy: boolean; onChoose: (row: number) => void }) {
  const { t } = useTexts()
  return (
    <>
      <Text mb="xs">{t('sales:import.understood', { file: check.file_name, rows: formatNumber(check.rows), from: formatDay(check.from), to: formatDay(check.to) })}</Text>
      {check.warnings.map((warning) => <Text key={warning.code} size="sm" className={classes.warning}><TriangleAlert size={15} aria-hidden /> {t(`sales:import.warning.${warning.code}`, { ...warning.parameters })}</Text>)}
      <Text c="dimmed" mb="sm">{t('sales:import.header_text')}</Text>
      <div className={classes.preview} role="region" aria-label={t('sales:import.step.header')} tabIndex={0}>
        <table className="numbers">
          <tbody>
            {check.preview.slice(0, 12).map((row, index) => (
              <tr key={index} data-header={index === check.header_row || undefined}>
                <td><Radio size="xs" name="header-row" aria-label={t('sales:import.header_is', { row: index + 1 })} checked={index === check.header_row} disabled={busy} onChange={() => onChoose(index)} /></td>
                {row.slice(0, 12).map((cell, column) => <td key={column}>{cell}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface FixProps { check: ImportCheck; products: Record<string, ProductChoice>; skipInvalid: boolean; busy: boolean; onProducts: (products: Record<string, ProductChoice>) => void; onSkipInvalid: (skip: boolean) => void; onFix: (fixes: { row: number; column: string; value: string }[]) => void }

export function FixStep({ check, products, skipInvalid, busy, onProducts, onSkipInvalid, onFix }: FixProps) {
  const { t } = useTexts()
  const { data: items } = useQuery(itemNames())
  const [values, setValues] = useState<Record<string, string>>({})
  const key = (row: number, column: string) => `${row}|${column}`
  const fixes = check.errors.filter((error) => values[key(error.row, error.column)] !== undefined).map((error) => ({ row: error.row, column: error.column, value: values[key(error.row, error.column)]! }))
  const choose = (name: string, value: string | null) => onProducts({ ...products, [name]: value === 'create' ? { item_id: null, create: true } : { item_id: value, create: false } })
  return (
    <Stack gap="lg">
      {check.errors.length === 0 ? <Text className={classes.good}><CircleCheck size={17} aria-hidden /> {t('sales:import.no_errors', { rows: formatNumber(check.valid_rows) })}</Text> : (
        <div>
          <Text mb="xs">{t('sales:import.errors', { count: check.error_count })}</Text>
          <SimpleTable
            label={t('sales:import.step.fix')}
            rows={check.errors.slice(0, 50)}
            rowKey={(error) => key(error.row, error.column)}
            columns={[
              { header: t('sales:import.row'), cell: (error) => formatNumber(error.row) },
              { header: t('sales:import.column'), cell: (error) => error.column },
              { header: t('sales:import.what'), cell: (error) => t(`sales:import.error.${error.code}`) },
              { header: t('sales:import.value'), width: '16rem', cell: (error) => <TextInput aria-label={t('sales:import.fix_cell', { row: error.row, column: error.column })} value={values[key(error.row, error.column)] ?? error.value} onChange={(event) => { const { value } = event.currentTarget; setValues((before) => ({ ...before, [key(error.row, error.column)]: value })) }} /> },
            ]}
          />
          <Group mt="sm" gap="md">
            <Button variant="light" disabled={fixes.length === 0} loading={busy} onClick={() => onFix(fixes)}>{t('sales:import.check_again')}</Button>
            <Checkbox label={t('sales:import.skip_invalid', { count: check.error_count })} checked={skipInvalid} onChange={(event) => onSkipInvalid(event.currentTarget.checked)} />
          </Group>
        </div>
      )}
      {check.unknown_products.length > 0 ? (
        <div>
          <Title order={3} size="h5" mb={4}>{t('sales:import.products', { count: check.unknown_products.length })}</Title>
          <Group justify="space-between" mb="xs"><Text c="dimmed">{t('sales:import.products_text')}</Text><Button size="compact-sm" variant="subtle" onClick={() => onProducts(Object.fromEntries(check.unknown_products.map((product) => [product.name, { item_id: null, create: true }])))}>{t('sales:import.create_all')}</Button></Group>
          <div className={classes.products}>
            <SimpleTable
              label={t('sales:import.products', { count: check.unknown_products.length })}
              rows={check.unknown_products}
              rowKey={(product) => product.name}
              columns={[
                { header: t('sales:import.in_file'), cell: (product) => <b>{product.name}</b> },
                { header: t('sales:import.suggestion'), cell: (product) => product.suggestion ? `${product.suggestion.name} (${formatNumber(product.confidence, 0, 0)} %)` : '–' },
                { header: t('sales:import.becomes'), width: '18rem', cell: (product) => <Select aria-label={`${t('sales:import.becomes')}: ${product.name}`} searchable data={[{ value: 'create', label: t('sales:import.create_product') }, ...(items ?? []).map((item) => ({ value: item.id, label: item.name }))]} value={products[product.name]?.create ? 'create' : (products[product.name]?.item_id ?? null)} onChange={(value) => choose(product.name, value)} /> },
              ]}
            />
          </div>
        </div>
      ) : null}
    </Stack>
  )
}

const choices: DuplicateChoice[] = ['skip', 'update', 'create']

export function DuplicatesStep({ check, value, onChange }: { check: ImportCheck; value: DuplicateChoice; onChange: (value: DuplicateChoice) => void }) {
  const { t } = useTexts()
  return (
    <Stack gap="md">
      <Text>{check.duplicates === 0 ? t('sales:import.no_duplicates') : t('sales:import.duplicates', { count: check.duplicates })}</Text>
      {check.duplicates > 0 ? (
        <Radio.Group value={value} onChange={(next) => onChange(next as DuplicateChoice)} aria-label={t('sales:import.step.duplicates')}>
          <Stack gap="sm">{choices.map((choice) => <Radio key={choice} value={choice} label={t(`sales:import.duplicate.${choice}`)} description={t(`sales:import.duplicate.${choice}_text`)} />)}</Stack>
        </Radio.Group>
      ) : null}
      <Text c="dimmed">{t('sales:import.ready', { rows: formatNumber(check.valid_rows), from: formatDay(check.from), to: formatDay(check.to) })}</Text>
    </Stack>
  )
}

export function ResultStep({ job, onAgain }: { job: ImportJob; onAgain: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const undo = useMutation({ mutationFn: () => undoImport(job.id), onSuccess: () => client.invalidateQueries({ queryKey: ['sales'] }) })
  const good = job.state === 'completed' || job.state === 'partial'
  return (
    <Stack gap="md" aria-live="polite">
      <Text className={good ? classes.good : job.state === 'failed' ? classes.bad : undefined} size="lg" fw={600}>{good ? <CircleCheck size={20} aria-hidden /> : job.state === 'failed' ? <CircleX size={20} aria-hidden /> : null} {t(`sales:import.state.${job.state}`)}</Text>
      <dl className={`numbers ${classes.facts}`}>
        <div><dt>{t('sales:import.imported')}</dt><dd>{formatNumber(job.imported)}</dd></div>
        <div><dt>{t('sales:import.updated')}</dt><dd>{formatNumber(job.updated)}</dd></div>
        <div><dt>{t('sales:import.skipped')}</dt><dd>{formatNumber(job.skipped)}</dd></div>
        <div><dt>{t('sales:import.failed_rows')}</dt><dd>{formatNumber(job.failed)}</dd></div>
      </dl>
      <Group gap="xs">
        <Button component={Link} to="/app/analytics/forecasting" disabled={!good}>{t('sales:import.see_forecast')}</Button>
        <Button variant="default" onClick={onAgain}>{t('sales:import.another')}</Button>
        {good ? <Button variant="subtle" color="gray" leftSection={<Undo2 size={16} />} onClick={() => setAsking(true)}>{t('sales:import.undo')}</Button> : null}
      </Group>
      <ConfirmDialog opened={asking} danger title={t('sales:import.undo')} text={t('sales:import.undo_text', { rows: formatNumber(job.imported) })} confirmLabel={t('sales:import.undo')} onConfirm={() => undo.mutateAsync()} onClose={() => setAsking(false)} />
    </Stack>
  )
}
