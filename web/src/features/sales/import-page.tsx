import { Button, Group, Loader, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { checkImport, commitImport, importJob, type DuplicateChoice, type ImportCheck, type ImportOptions } from './api/imports'
import classes from './import-page.module.css'
import { canContinue, commitBody, importSteps, type ImportStep, type ProductChoice } from './import-rules'
import { DuplicatesStep, FileStep, FixStep, HeaderStep, ResultStep } from './import-steps'
import { ColumnsStep } from './import-columns-step'

/** Six screens from a file to sales: nothing is written before the last "Import". */
export function ImportPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [step, setStep] = useState<ImportStep>('file')
  const [file, setFile] = useState<File | null>(null)
  const [options, setOptions] = useState<ImportOptions>({})
  const [check, setCheck] = useState<ImportCheck | null>(null)
  const [products, setProducts] = useState<Record<string, ProductChoice>>({})
  const [locationId, setLocationId] = useState<string | null>(null)
  const [duplicates, setDuplicates] = useState<DuplicateChoice>('skip')
  const [skipInvalid, setSkipInvalid] = useState(false)
  const [jobId, setJobId] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const job = useQuery({ ...importJob(jobId), refetchInterval: (query) => (query.state.data && query.state.data.state !== 'importing' ? false : 1500) })
  const index = importSteps.indexOf(step)

  const guarded = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const recheck = (change: ImportOptions, then?: ImportStep, source = file) => guarded(async () => {
    if (!source) return
    const merged = { ...options, ...change }
    const next = await checkImport(source, merged)
    setOptions(merged)
    setCheck(next)
    setProducts((before) => Object.fromEntries(next.unknown_products.map((product) => [product.name, before[product.name] ?? { item_id: product.confidence >= 70 ? (product.suggestion?.item_id ?? null) : null, create: product.confidence < 70 }])))
    if (then) setStep(then)
  })
  const choose = (chosen: File) => { setFile(chosen); setOptions({}); setSkipInvalid(false); void recheck({ header_row: undefined, mapping: undefined, fixes: undefined } as unknown as ImportOptions, 'header', chosen) }
  const forward = () => {
    if (step === 'duplicates') void guarded(async () => {
      if (!check) return
      const started = await commitImport(check.import_id, commitBody(products, duplicates, locationId, skipInvalid))
      setJobId(started.id)
      client.setQueryData(importJob(started.id).queryKey, started)
      setStep('result')
      await client.invalidateQueries({ queryKey: ['sales', 'imports'] })
      await client.invalidateQueries({ queryKey: ['inventory'] })
    })
    else setStep(importSteps[index + 1]!)
  }
  const restart = () => { setStep('file'); setFile(null); setCheck(null); setOptions({}); setJobId('') }

  return (
    <>
      <PageHeader title={t('sales:import.title')} lead={t('sales:import.lead')} />
      <ol className={classes.steps}>
        {importSteps.map((name, position) => <li key={name} data-state={position < index ? 'done' : position === index ? 'now' : undefined} aria-current={position === index ? 'step' : undefined}><span className={classes.number}>{position + 1}</span><span className={classes.stepName}>{t(`sales:import.step.${name}`)}</span></li>)}
      </ol>
      <Panel title={t(`sales:import.step.${step}`)}>
        {error ? <Text c="var(--bad)" role="alert" mb="md">{problemText(error)}</Text> : null}
        {step === 'file' ? <FileStep busy={busy} onChoose={choose} /> : null}
        {step === 'header' && check ? <HeaderStep check={check} busy={busy} onChoose={(row) => void recheck({ header_row: row, mapping: {}, fixes: [] })} /> : null}
        {step === 'columns' && check ? <ColumnsStep check={check} locationId={locationId} onLocation={setLocationId} onMap={(mapping) => void recheck({ mapping, fixes: [] })} /> : null}
        {step === 'fix' && check ? <FixStep check={check} products={products} skipInvalid={skipInvalid} busy={busy} onProducts={setProducts} onSkipInvalid={setSkipInvalid} onFix={(fixes) => void recheck({ fixes: [...(options.fixes ?? []), ...fixes] })} /> : null}
        {step === 'duplicates' && check ? <DuplicatesStep check={check} value={duplicates} onChange={setDuplicates} /> : null}
        {step === 'result' ? (job.data ? <ResultStep job={job.data} onAgain={restart} /> : <Loader aria-label={t('common:loading')} />) : null}
        {step !== 'file' && step !== 'result' ? (
          <Group justify="space-between" mt="lg">
            <Button variant="default" leftSection={<ArrowLeft size={16} />} onClick={() => setStep(importSteps[index - 1]!)}>{t('common:action.back')}</Button>
            <Button rightSection={<ArrowRight size={16} />} loading={busy} disabled={!check || !canContinue(step, check, products, skipInvalid)} onClick={forward}>{t(step === 'duplicates' ? 'sales:import.commit' : 'common:action.next')}</Button>
          </Group>
        ) : null}
      </Panel>
    </>
  )
}
