import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'

/** The sentence for a problem: the text of its `code`, or the text of its status when the code is newer than this page. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return (error) => {
    const problem = Problem.of(error)
    const key = `errors:${problem.code}`
    if (i18n.exists(key)) return t(key, { ...scalars(problem.extra) })
    return t(problem.status >= 500 ? 'errors:unexpected' : 'errors:business_rule_violated')
  }
}

/** Field messages: the text of a code when the server sends one, else a general hint; the server's own words are for developers. */
export function useFieldText(): (messages: readonly string[] | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return (messages) => {
    if (!messages?.length) return undefined
    return [...new Set(messages.map((message) => t(i18n.exists(`errors:${message}`) ? `errors:${message}` : 'errors:field_invalid')))].join(' ')
  }
}

function scalars(values: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'))
}
