import { Menu, useMantineColorScheme, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Check, Languages, LogOut, Moon, Store, Sun, SunMoon, UserRound } from 'lucide-react'
import type { TenantName } from '@/api/lookups'
import { queryClient } from '@/api/query-client'
import { chooseTenant, useSession } from '@/api/session'
import { signOut } from '@/features/auth/api/sign-out'
import { changeLanguage } from '@/i18n/i18n'
import { languageNames, languages } from '@/i18n/languages'
import { commitWaiting } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import classes from './user-menu.module.css'

const schemes = [['light', Sun], ['dark', Moon], ['auto', SunMoon]] as const

export function UserMenu({ tenants, opened }: { tenants: TenantName[]; opened: boolean }) {
  const { t, language } = useTexts()
  const session = useSession()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const leave = async () => {
    commitWaiting()
    await signOut()
    queryClient.clear()
    await navigate({ to: '/login' })
  }
  return (
    <Menu position="bottom-end" width={250} defaultOpened={opened} closeOnItemClick>
      <Menu.Target>
        <UnstyledButton className={classes.avatar} aria-label={t('common:menu.title')}>{(session.email ?? '?').slice(0, 1).toUpperCase()}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.email}</Menu.Label>
        <Menu.Item leftSection={<UserRound size={16} aria-hidden />} onClick={() => void navigate({ to: '/app/settings/profile' })}>{t('common:menu.profile')}</Menu.Item>
        {tenants.length > 1 ? (
          <>
            <Menu.Divider />
            <Menu.Label>{t('common:menu.bakery')}</Menu.Label>
            {tenants.map((tenant) => (
              <Menu.Item key={tenant.id} leftSection={<Store size={16} aria-hidden />} rightSection={tenant.id === session.tenantId ? <Check size={15} aria-label={t('common:menu.chosen')} /> : null} onClick={() => { commitWaiting(); chooseTenant(tenant.id); void queryClient.resetQueries() }}>{tenant.name}</Menu.Item>
            ))}
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Label>{t('common:menu.language')}</Menu.Label>
        {languages.map((code) => <Menu.Item key={code} lang={code} leftSection={<Languages size={16} aria-hidden />} rightSection={language === code ? <Check size={15} aria-label={t('common:menu.chosen')} /> : null} onClick={() => void changeLanguage(code)}>{languageNames[code]}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Label>{t('common:menu.theme')}</Menu.Label>
        {schemes.map(([scheme, Icon]) => <Menu.Item key={scheme} leftSection={<Icon size={16} aria-hidden />} rightSection={colorScheme === scheme ? <Check size={15} aria-label={t('common:menu.chosen')} /> : null} onClick={() => setColorScheme(scheme)}>{t(`common:menu.theme_${scheme}`)}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>{t('common:menu.sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
