import { Alert, Button, Group, Menu, Select, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BadgeCheck, CircleAlert, Printer, Tag } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { download } from '@/lib/csv'
import { formatNumber } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { allergensOf, claimsOf, labelFile, nutritionOf, signAllergens } from './api/food'

const tones: Record<string, Tone> = { contains: 'bad', traces: 'warn', unknown: 'info', free: 'good' }
const shown = ['energy_kj', 'energy_kcal', 'fat', 'saturates', 'carbohydrate', 'sugars', 'fibre', 'protein', 'salt'] as const

/** A dough's products as food: allergens with who said so, nutrition, what may be said of them, and their labels. */
export function RecipeFood({ recipeId }: { recipeId: string }) {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const allergens = useQuery(allergensOf(recipeId))
  const nutrition = useQuery(nutritionOf(recipeId))
  const claims = useQuery(claimsOf(recipeId))
  const [chosen, setChosen] = useState<string | null>(null)
  const sign = useMutation({ mutationFn: () => signAllergens(recipeId, null), onSuccess: async () => { await client.invalidateQueries({ queryKey: ['recipes', 'allergens'] }); showToast(t('food:signed')) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const print = useMutation({ mutationFn: async ({ product, kind, format }: { product: string; kind: 'label' | 'card'; format: 'pdf' | 'zpl' }) => download(await labelFile(recipeId, product, kind, format), format === 'pdf' ? 'application/pdf' : 'text/plain', `${t(`food:print.${kind}_file`)}.${format}`), onError: (problem) => showToast(problemText(problem), 'bad') })
  if (allergens.error) return <ErrorState compact error={allergens.error} onRetry={() => void allergens.refetch()} />
  if (!allergens.data) return <Skeleton height={120} />
  const products = allergens.data.products
  const product = products.find((candidate) => candidate.product_item_id === chosen) ?? products[0]
  if (!product) return null
  const values = nutrition.data?.products.find((candidate) => candidate.product_item_id === product.product_item_id)
  const findings = (claims.data?.findings ?? []).filter((finding) => finding.product_item_id === product.product_item_id && finding.verdict !== 'allowed')
  const signOff = allergens.data.sign_off
  const present = product.allergens.filter((allergen) => allergen.state !== 'free')
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="end">
        <Title order={3} size="h5">{t('food:section.title')}</Title>
        <Group gap="xs" align="end">
          {products.length > 1 ? <Select size="xs" aria-label={t('recipes:field.product')} data={products.map((row) => ({ value: row.product_item_id, label: row.name }))} value={product.product_item_id} onChange={setChosen} /> : null}
          <Menu position="bottom-end">
            <Menu.Target><Button size="compact-sm" variant="default" leftSection={<Printer size={15} />} loading={print.isPending}>{t('food:print.title')}</Button></Menu.Target>
            <Menu.Dropdown>
              {(['label', 'card'] as const).flatMap((kind) => (['pdf', 'zpl'] as const).map((format) => (
                <Menu.Item key={`${kind}-${format}`} leftSection={<Tag size={15} aria-hidden />} onClick={() => print.mutate({ product: product.product_item_id, kind, format })}>{t(`food:print.${kind}_${format}`)}</Menu.Item>
              )))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {present.length === 0 ? <Text size="sm">{t('food:none')}</Text> : (
        <SimpleTable label={t('food:section.allergens')} rows={present} rowKey={(row) => row.code} columns={[
          { header: t('food:field.allergen'), cell: (row) => t(`food:allergen.${row.code}`) },
          { header: t('common:field.status'), cell: (row) => <StatusChip tone={tones[row.state] ?? 'plain'} label={t(`food:state.${row.state}`)} /> },
          { header: t('food:field.from'), cell: (row) => row.from.map((source) => (source.verified_at ? `${source.name} (${source.verified_by ?? '–'}, ${instant(source.verified_at)})` : source.name)).join(', '), wide: true },
        ]} />
      )}
      {findings.map((finding) => (
        <Alert key={finding.claim} color={finding.verdict === 'refused' ? 'berry' : 'wheat'} icon={<CircleAlert size={17} />}>
          {t(`food:claim.${finding.claim}`, { value: formatNumber(finding.value, 0, 3), limit: formatNumber(finding.limit, 0, 2) })}{finding.proposed ? ` ${t('food:proposed', { text: finding.proposed })}` : ''}
        </Alert>
      ))}
      {values ? (
        <>
          <SimpleTable label={t('food:section.nutrition')} rows={shown} rowKey={(name) => name} columns={[
            { header: t('food:nutrition'), cell: (name) => t(`food:nutrient.${name}`) },
            { header: t('food:per_100'), right: true, cell: (name) => formatNumber(values.per100_g[name], 0, 2) },
            { header: t('food:per_piece'), right: true, cell: (name) => formatNumber(values.per_portion[name], 0, 2) },
          ]} />
          {values.missing.length > 0 ? <Text size="sm" c="var(--warn)">{t('food:missing', { names: values.missing.join(', ') })}</Text> : null}
        </>
      ) : null}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">{signOff ? t(signOff.is_valid ? 'food:sign_off.valid' : 'food:sign_off.lost', { user: signOff.signed_by, time: instant(signOff.signed_at) }) : t('food:sign_off.none')}</Text>
        {isAdmin && !signOff?.is_valid ? <Button size="compact-sm" variant="light" leftSection={<BadgeCheck size={15} />} loading={sign.isPending} onClick={() => sign.mutate()}>{t('food:sign_off.act')}</Button> : null}
      </Group>
    </Stack>
  )
}
