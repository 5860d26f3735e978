import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeftRight, Check, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { formatNumber } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { takeSubstitute, type Substitute } from './api/recipes'

/** What a substitute does to the allergens, in words. */
export function useAllergenWords(): (substitute: Substitute) => string {
  const { t } = useTexts()
  return (substitute) => [
    ...substitute.shifts.map((shift) => `${t(`food:allergen.${shift.code}`)}: ${t(`food:state.${shift.from}`)} → ${t(`food:state.${shift.to}`)}`),
    ...substitute.species_added.map((name) => `+ ${t(`food:species.${name}`, { defaultValue: name })}`), ...substitute.species_removed.map((name) => `− ${t(`food:species.${name}`, { defaultValue: name })}`),
  ].join(' · ')
}

/** One substitute with its ratio, and whether allergens would change: icon and words, never colour alone. */
export function SubstituteName({ substitute }: { substitute: Substitute }) {
  const { t } = useTexts()
  const words = useAllergenWords()
  return (
    <Stack gap={2}>
      <Group gap={6}>
        <span>{substitute.name} × {formatNumber(substitute.ratio, 0, 4)}</span>
        <StatusChip tone={substitute.allergen_changed ? 'bad' : 'good'} icon={substitute.allergen_changed ? TriangleAlert : Check} label={t(substitute.allergen_changed ? 'recipes:allergens_change' : 'recipes:allergens_same')} />
      </Group>
      {substitute.allergen_changed ? <Text size="sm" c="var(--bad)" fw={600}>{words(substitute)}</Text> : null}
    </Stack>
  )
}

/** Writes a draft with the substitute in the line's place, after the allergens were read. */
export function UseSubstitute({ recipeId, itemId, itemName, substitute }: { recipeId: string; itemId: string; itemName: string; substitute: Substitute }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const words = useAllergenWords()
  const [asking, setAsking] = useState(false)
  const take = useMutation({
    mutationFn: () => takeSubstitute(recipeId, itemId, substitute.item_id, substitute.allergen_changed),
    onSuccess: async () => { await client.invalidateQueries({ queryKey: ['recipes'] }); showToast(t('recipes:substituted', { name: substitute.name })) },
  })
  return (
    <>
      <Button size="compact-xs" variant="default" leftSection={<ArrowLeftRight size={13} aria-hidden />} aria-label={`${t('recipes:use_substitute')}: ${substitute.name}`} onClick={() => setAsking(true)}>{t('recipes:use_substitute')}</Button>
      <ConfirmDialog
        opened={asking} danger={substitute.allergen_changed} title={t('recipes:use_title', { item: itemName, name: substitute.name })}
        text={substitute.allergen_changed ? <Stack gap="xs"><Text fw={650} c="var(--bad)"><TriangleAlert size={16} aria-hidden style={{ verticalAlign: '-0.15em' }} /> {t('recipes:allergens_change')}: {words(substitute)}</Text><Text>{t('recipes:use_changes')}</Text></Stack> : t('recipes:use_text')}
        confirmLabel={t(substitute.allergen_changed ? 'recipes:use_accept' : 'recipes:use_substitute')} onConfirm={() => take.mutateAsync()} onClose={() => setAsking(false)}
      />
    </>
  )
}
