import { Button, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ArrowRight, ChartNoAxesCombined, Croissant, ShoppingBasket } from 'lucide-react'
import { useDocumentTitle } from '@mantine/hooks'
import { Logo } from '@/ui/logo'
import { useTexts } from '@/ui/use-texts'
import { LanguageMenu } from './auth-layout'
import { BakeIllustration } from './bake-illustration'
import classes from './landing-page.module.css'

const steps = [['sales', ChartNoAxesCombined], ['plan', Croissant], ['orders', ShoppingBasket]] as const

export function LandingPage() {
  const { t } = useTexts()
  useDocumentTitle('Bakery IA')
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <span className={classes.brand}><Logo size={36} /><span>Bakery IA</span></span>
        <Group gap="xs" wrap="nowrap"><LanguageMenu /><Button component={Link} to="/login" variant="default">{t('auth:sign_in.submit')}</Button></Group>
      </header>
      <main>
        <section className={classes.hero}>
          <div>
            <Title order={1} className={classes.title}>{t('auth:landing.title')}</Title>
            <Text size="lg" className={classes.lead}>{t('auth:landing.lead')}</Text>
            <Group gap="sm" mt="xl">
              <Button component={Link} to="/register" size="lg" rightSection={<ArrowRight size={18} aria-hidden />}>{t('auth:landing.start')}</Button>
              <Button component={Link} to="/demo" size="lg" variant="subtle">{t('auth:landing.demo')}</Button>
            </Group>
          </div>
          <div className={classes.picture} aria-hidden="true"><BakeIllustration /></div>
        </section>
        <section className={classes.steps} aria-label={t('auth:landing.how')}>
          {steps.map(([name, Icon]) => (
            <div key={name} className={classes.step}>
              <Icon size={26} strokeWidth={1.8} aria-hidden />
              <Title order={2} className={classes.stepTitle}>{t(`auth:landing.${name}_title`)}</Title>
              <Text c="dimmed">{t(`auth:landing.${name}_text`)}</Text>
            </div>
          ))}
        </section>
      </main>
    </div>
  )
}
