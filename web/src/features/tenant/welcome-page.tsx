import { Alert, Button, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { chooseTenant, refreshSession } from '@/api/session'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { useTexts } from '@/ui/use-texts'
import { businessModels, createOrganisation, territories, type NewOrganisation } from './api/organisation'

/** First owner: the bakery's name and where it pays its taxes; everything else can wait. */
export function WelcomePage() {
  const { t, language } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [values, setValues] = useState({ name: '', city: '', business_model: 'mixed', tax_territory: 'common' })
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }))
  const create = useMutation({
    mutationFn: () => createOrganisation({ business_model: values.business_model as NewOrganisation['business_model'], tax_territory: values.tax_territory as NewOrganisation['tax_territory'], name: values.name.trim(), city: values.city.trim() || null, language, time_zone: values.tax_territory === 'canarias' ? 'Atlantic/Canary' : 'Europe/Madrid' }),
    onSuccess: async (made) => {
      // The new bakery is in the next token only.
      await refreshSession()
      chooseTenant(made.id)
      client.clear()
      await navigate({ to: '/app/database/locations' })
    },
  })
  return (
    <div style={{ maxWidth: 640, margin: '0 auto' }}>
      <PageHeader title={t('settings:welcome.title')} lead={t('settings:welcome.lead')} />
      <Panel>
        <form onSubmit={(event: FormEvent) => { event.preventDefault(); create.mutate() }}>
          <Stack gap="md">
            {create.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(create.error)}</Alert> : null}
            <TextInput label={t('settings:organisation.name')} size="md" withAsterisk maxLength={120} value={values.name} onChange={(event) => set({ name: event.currentTarget.value })} autoFocus />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput label={t('common:field.city')} value={values.city} onChange={(event) => set({ city: event.currentTarget.value })} />
              <Select label={t('settings:organisation.tax_territory')} data={territories.map((value) => ({ value, label: t(`settings:territory.${value}`) }))} value={values.tax_territory} onChange={(value) => value && set({ tax_territory: value })} />
            </SimpleGrid>
            <Select label={t('settings:organisation.business_model')} data={businessModels.map((value) => ({ value, label: t(`settings:business_model.${value}`) }))} value={values.business_model} onChange={(value) => value && set({ business_model: value })} />
            <Button type="submit" size="md" loading={create.isPending} disabled={values.name.trim().length < 2}>{t('settings:welcome.submit')}</Button>
          </Stack>
        </form>
      </Panel>
    </div>
  )
}
