export const languages = ['es', 'eu', 'en'] as const
export type Language = (typeof languages)[number]

// Each language names itself; these three are never translated.
export const languageNames: Record<Language, string> = { es: 'Castellano', eu: 'Euskara', en: 'English' }

export function isLanguage(value: string | null | undefined): value is Language {
  return languages.includes(value as Language)
}
