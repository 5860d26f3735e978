import { Button, Menu, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Languages } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDocumentTitle } from '@mantine/hooks'
import { changeLanguage } from '@/i18n/i18n'
import { languageNames, languages } from '@/i18n/languages'
import { Logo } from '@/ui/logo'
import { useTexts } from '@/ui/use-texts'
import { BakeIllustration } from './bake-illustration'
import classes from './auth-layout.module.css'

export function LanguageMenu() {
  const { t, language } = useTexts()
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="subtle" color="gray" leftSection={<Languages size={17} aria-hidden />} aria-label={`${t('common:menu.language')}: ${languageNames[language]}`}>{languageNames[language]}</Button></Menu.Target>
      <Menu.Dropdown>{languages.map((code) => <Menu.Item key={code} lang={code} onClick={() => void changeLanguage(code)}>{languageNames[code]}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}

/** Form on the left, the bakery's morning on the right. */
export function AuthLayout({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const { t } = useTexts()
  useDocumentTitle(`${title} · Bakery IA`)
  return (
    <div className={classes.page}>
      <div className={classes.left}>
        <header className={classes.head}>
          <Link to="/" className={classes.brand}><Logo size={36} /><span>Bakery IA</span></Link>
          <LanguageMenu />
        </header>
        <main className={classes.form}>
          <Title order={1} className={classes.title}>{title}</Title>
          <Text c="dimmed" mb="lg">{lead}</Text>
          {children}
        </main>
      </div>
      <aside className={classes.right} aria-hidden="true">
        <div className={classes.picture}><BakeIllustration /></div>
        <p className={classes.quote}>{t('auth:side.title')}</p>
        <p className={classes.quoteText}>{t('auth:side.text')}</p>
      </aside>
    </div>
  )
}
