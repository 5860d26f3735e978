import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { FileDrop } from '@/ui/file-drop'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StepList } from '@/ui/step-list'
import { useTexts } from '@/ui/use-texts'
import { createProduct } from './api/create-product'
import { commitImport, correctImport, uploadImport, type Correction, type DuplicateChoice, type Import } from './api/imports'
import { ColumnsStep } from './import-columns-step'
import { FixStep } from './import-fix-step'
import { canContinue, firstChoices, importSteps, type ImportStep, type ProductChoice } from './import-rules'
import { DuplicatesStep, HeaderStep, ResultStep } from './import-steps'

/** Six screens from a file to sales: no sale is written before the last "Import". */
export function ImportPage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: places } = useQuery(locationNames())
  const [step, setStep] = useState<ImportStep>('file')
  const [check, setCheck] = useState<Import | null>(null)
  const [choices, setChoices] = useState<Record<string, ProductChoice>>({})
  const [locations, setLocations] = useState<Record<string, string>>({})
  const [duplicates, setDuplicates] = useState<DuplicateChoice>('skip')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
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
  const accept = (next: Import) => { setCheck(next); setChoices((before) => firstChoices(next, before)) }
  const correct = (correction: Partial<Correction>) => guarded(async () => { if (check) accept(await correctImport(check.import_id, correction)) })
  const upload = (file: File) => guarded(async () => {
    const found = await uploadImport(file)
    const onlyShop = (places ?? []).filter((place) => place.type === 'retail_outlet')
    // With one shop there is nothing to ask.
    accept(onlyShop.length === 1 ? await correctImport(found.import_id, { location_id: onlyShop[0]!.id }) : found)
    setStep('header')
  })
  const settleNames = () => guarded(async () => {
    if (!check) return
    const products: Record<string, string | null> = {}
    for (const { name } of check.unknown_products) {
      const choice = choices[name]
      if (choice?.kind === 'create') products[name] = (await createProduct(name)).id
      else if (choice) products[name] = choice.itemId ?? null
    }
    accept(await correctImport(check.import_id, { products, locations }))
    await client.invalidateQueries({ queryKey: ['inventory'] })
    setStep('duplicates')
  })
  const commit = () => guarded(async () => {
    if (!check) return
    accept(await commitImport(check.import_id, duplicates))
    setStep('result')
    await Promise.all(['sales', 'forecasting', 'dashboard'].map((root) => client.invalidateQueries({ queryKey: [root] })))
  })
  const forward = () => {
    if (step === 'duplicates') void commit()
    else if (step === 'fix' && check && (check.unknown_products.length > 0 || check.unknown_locations.length > 0)) void settleNames()
    else setStep(importSteps[index + 1]!)
  }
  return (
    <>
      <PageHeader title={t('sales:import.title')} lead={t('sales:import.lead')} />
      <StepList steps={importSteps.map((name) => t(`sales:import.step.${name}`))} now={index} />
      <Panel title={t(`sales:import.step.${step}`)}>
        {error ? <Text c="var(--bad)" role="alert" mb="md">{problemText(error)}</Text> : null}
        {step === 'file' ? <FileDrop title={t('sales:import.drop_title')} text={t('sales:import.drop_text')} accept=".csv,.txt,.tsv,.xlsx,.json,.xml" busy={busy} onChoose={(file) => void upload(file)} /> : null}
        {step === 'header' && check ? <HeaderStep check={check} busy={busy} onMapping={(mapping) => void correct({ mapping })} /> : null}
        {step === 'columns' && check ? <ColumnsStep check={check} onMapping={(mapping) => void correct({ mapping })} onLocation={(location_id) => void correct({ location_id })} /> : null}
        {step === 'fix' && check ? <FixStep check={check} choices={choices} locations={locations} busy={busy} onChoices={setChoices} onLocations={setLocations} onFix={(fixes) => void correct({ fixes })} /> : null}
        {step === 'duplicates' && check ? <DuplicatesStep check={check} value={duplicates} onChange={setDuplicates} /> : null}
        {step === 'result' && check ? <ResultStep job={check} onUndone={setCheck} onAgain={() => { setCheck(null); setChoices({}); setLocations({}); setStep('file') }} /> : null}
        {step !== 'file' && step !== 'result' ? (
          <Group justify="space-between" mt="lg">
            <Button variant="default" leftSection={<ArrowLeft size={16} />} onClick={() => setStep(importSteps[index - 1]!)}>{t('common:action.back')}</Button>
            <Button rightSection={<ArrowRight size={16} />} loading={busy} disabled={!check || !canContinue(step, check, choices, locations)} onClick={forward}>{t(step === 'duplicates' ? 'sales:import.commit' : 'common:action.next')}</Button>
          </Group>
        ) : null}
      </Panel>
    </>
  )
}
