import i18next from 'i18next'
import ICU from 'i18next-icu'
import { initReactI18next } from 'react-i18next'
import { isLanguage, type Language } from './languages'

type Texts = Record<string, Record<string, string>>

// One chunk per language holds all namespaces: one request, and never a half-translated page.
const loaders: Record<Language, () => Promise<{ texts: Texts }>> = {
  es: () => import('./es'),
  eu: () => import('./eu'),
  en: () => import('./en'),
}

const storageKey = 'bakery-language'

export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  if (isLanguage(stored)) return stored
  const browser = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => isLanguage(tag))
  return isLanguage(browser) ? browser : 'es'
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return
  const { texts } = await loaders[language]()
  for (const [namespace, entries] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, entries)
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
