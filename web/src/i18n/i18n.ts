import i18next from 'i18next'
import ICU from 'i18next-icu'
import { initReactI18next } from 'react-i18next'
import { isLanguage, type Language } from './languages'

type Texts = Record<string, Record<string, string>>

// Two chunks per language: what the first page shows, and everything else.
const loaders: Record<Language, [() => Promise<{ texts: Texts }>, () => Promise<{ texts: Texts }>]> = {
  es: [() => import('./es'), () => import('./es-more')],
  eu: [() => import('./eu'), () => import('./eu-more')],
  en: [() => import('./en'), () => import('./en-more')],
}
let wantsAll = false

const storageKey = 'bakery-language'

export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  if (isLanguage(stored)) return stored
  const browser = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => isLanguage(tag))
  return isLanguage(browser) ? browser : 'es'
}

async function load(language: Language): Promise<void> {
  const missing = [...(i18next.hasResourceBundle(language, 'common') ? [] : [0]), ...(wantsAll && !i18next.hasResourceBundle(language, 'settings') ? [1] : [])]
  const parts = await Promise.all(missing.map((part) => loaders[language][part]!()))
  for (const { texts } of parts) for (const [namespace, entries] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, entries)
}

/** All namespaces of the language in use; every page but the first waits for it. */
export async function loadAllTexts(): Promise<void> {
  wantsAll = true
  if (isLanguage(i18next.language)) await load(i18next.language)
}

export async function startI18n(): Promise<void> {
  const language = preferredLanguage()
  await i18next.use(ICU).use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: ':',
    defaultNS: 'common',
    ns: [],
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await changeLanguage(language)
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
}
