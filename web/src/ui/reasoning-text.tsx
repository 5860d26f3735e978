import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { readableParameters, reasoningKey, type Reasoning } from '@/lib/reasoning'
import { useTexts } from './use-texts'

/** The sentence for a `reasoning_data`; no prose travels over the wire. */
export function useReasoning() {
  const { t, list, instant } = useTexts()
  const { i18n } = useTranslation()
  const items = useItemNames()
  const locations = useLocationNames()
  const word = (group: string, value: string) => (i18n.exists(`common:${group}.${value}`) ? t(`common:${group}.${value}`) : value)
  const sentence = (reasoning: Reasoning | null | undefined, namespace: 'reasoning' | 'alerts' = 'reasoning'): string => {
    if (!reasoning) return t('reasoning:unspecified')
    const key = namespace === 'alerts' ? `alerts:event.${reasoning.type}` : `reasoning:${reasoningKey(reasoning)}`
    const fallback = `alerts:event.${reasoning.type}`
    const found = i18n.exists(key) ? key : i18n.exists(fallback) ? fallback : 'reasoning:unspecified'
    // Some producers know ids only; the names are at hand here.
    const { item_id, location_id } = reasoning.parameters
    const named = { ...(typeof item_id === 'string' ? { product_name: items.get(item_id)?.name } : {}), ...(typeof location_id === 'string' ? { location_name: locations.get(location_id)?.name } : {}), ...reasoning.parameters }
    return t(found, readableParameters(named, { list, word, instant }))
  }
  const consequence = (reasoning: Reasoning | null | undefined): string | null => {
    const found = reasoning?.consequence
    if (!found || found.type === 'none') return null
    const key = `reasoning:consequence.${found.type}`
    return i18n.exists(key) ? t(key, { days: found.impact_days ?? -1 }) : null
  }
  return { sentence, consequence }
}

export function ReasoningText({ reasoning, namespace = 'reasoning', size = 'sm' }: { reasoning: Reasoning | null | undefined; namespace?: 'reasoning' | 'alerts'; size?: 'sm' | 'md' }) {
  const { sentence, consequence } = useReasoning()
  const after = consequence(reasoning)
  return (
    <Text size={size} component="span">
      {sentence(reasoning, namespace)}
      {after ? <Text component="span" size={size} c="dimmed"> {after}</Text> : null}
    </Text>
  )
}
