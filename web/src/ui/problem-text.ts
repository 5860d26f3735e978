import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'

/** The sentence for a problem: the text of its `code`, or the text of its status when the code is newer than this page. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return (error) => {
    const problem = Problem.of(error)
    const key = `errors:${problem.code}`
    if (i18n.exists(key)) return t(key, { ...scalars(problem.extra) })
    return t(problem.status >= 500 ? 'errors:server_error' : 'errors:business_rule_violated')
  }
}

/** Field messages: a code when the server sends one, else its sentence. */
export function useFieldText(): (messages: readonly string[] | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return (messages) => {
    if (!messages?.length) return undefined
    return messages.map((message) => (i18n.exists(`errors:${message}`) ? t(`errors:${message}`) : message)).join(' ')
  }
}

function scalars(values: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'))
}
