import { Indicator, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { BellRing, Menu as MenuIcon, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { lazy, memo, Suspense, useEffect, useMemo, useState } from 'react'
import { tenantCard, tenantNames } from '@/api/lookups'
import { useLiveConnection } from '@/api/live'
import { useMay, useSession, type Role } from '@/api/session'
import { alertSummary } from '@/features/alert-processor/api/alert-summary'
import { Logo } from '@/ui/logo'
import { TenantSettings } from '@/ui/tenant-context'
import { useTexts } from '@/ui/use-texts'
import { loadRest } from '../load-rest'
import { navigation, tabs } from '../navigation'
import classes from './app-shell.module.css'
import { OfflineBanner } from './offline-banner'
import { PageFallback } from './page-fallback'
import menuClasses from './user-menu.module.css'

// Neither belongs to the first paint.
const Palette = lazy(async () => { await loadRest(); return { default: (await import('./palette')).Palette } })
const UserMenu = lazy(async () => { await loadRest(); return { default: (await import('./user-menu')).UserMenu } })
const PhoneMenu = lazy(async () => { await loadRest(); return { default: (await import('./phone-menu')).PhoneMenu } })

const whenIdle = (work: () => void) => { if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 4000 }); else setTimeout(work, 200) }

function useRoles(): (role: Role) => boolean {
  const may = { viewer: useMay('viewer'), member: useMay('member'), admin: useMay('admin'), owner: useMay('owner') }
  return (role) => may[role]
}

// A page with entries of its own below it is marked on itself alone, or two entries would be.
const hasOwnBelow = (to: string) => navigation.some((group) => group.entries.some((entry) => entry.to.startsWith(`${to}/`)))

// The lists of pages take the texts alone: nothing the bakery's data brings draws them again.
const Navigation = memo(function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation()
  const may = useRoles()
  return navigation.map((group) => {
    const entries = group.entries.filter((entry) => may(entry.role))
    if (entries.length === 0) return null
    return (
      <div key={group.label} className={classes.group}>
        <div className={classes.groupLabel}>{t(group.label)}</div>
        <ul className={classes.links}>
          {entries.map((entry) => (
            <li key={entry.to}>
              <Link to={entry.to} className={classes.link} title={t(entry.label)} aria-label={t(entry.label)} activeOptions={{ exact: hasOwnBelow(entry.to) }} {...(onNavigate ? { onClick: onNavigate } : {})}>
                <entry.icon size={18} strokeWidth={1.9} aria-hidden />
                <span className={classes.linkText}>{t(entry.label)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    )
  })
})

const Tabs = memo(function Tabs() {
  const { t } = useTranslation()
  return navigation.flatMap((group) => group.entries).filter((entry) => tabs.includes(entry.to)).map((entry) => (
    <Link key={entry.to} to={entry.to} className={classes.tab}><entry.icon size={21} strokeWidth={1.9} aria-hidden /><span>{t(entry.label)}</span></Link>
  ))
})

/** Side bar from tablets on, a tab bar on phones; the same list of pages for both. */
export function AppShell() {
  const { t } = useTexts()
  const { tenantId, email } = useSession()
  const [menu, menuControl] = useDisclosure(false)
  const [palette, paletteControl] = useDisclosure(false)
  const [userMenu, setUserMenu] = useState<'' | 'ready' | 'open'>('')
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { data: tenants } = useQuery(tenantNames())
  const { data: alerts } = useQuery({ ...alertSummary(), enabled: tenantId !== null })
  const { data: tenant } = useQuery({ ...tenantCard(), enabled: tenantId !== null })
  useLiveConnection()
  // The palette, the menus and the next page find everything in place.
  useEffect(() => { const timer = setTimeout(() => whenIdle(() => void loadRest().then(() => whenIdle(() => setUserMenu((before) => before || 'ready')))), 2500); return () => clearTimeout(timer) }, [])
  useHotkeys([['mod+K', paletteControl.open]], [])
  const avatar = <UnstyledButton className={menuClasses.avatar} aria-label={t('common:menu.title')} onClick={() => setUserMenu('open')}>{(email ?? '?').slice(0, 1).toUpperCase()}</UnstyledButton>
  const settings = useMemo(() => ({ timeZone: tenant?.time_zone ?? 'Europe/Madrid', name: tenant?.name ?? '' }), [tenant?.time_zone, tenant?.name])
  const urgent = (alerts?.rows ?? []).filter((row) => row.level === 'critical' || row.level === 'important').reduce((sum, row) => sum + row.count, 0)
  return (
    <TenantSettings.Provider value={settings}>
      <a href="#main" className={classes.skip}>{t('common:nav.skip')}</a>
      <div className={classes.shell}>
        {isPhone ? null : (
          <nav className={classes.side} aria-label={t('common:nav.main')}>
            <Link to="/app/dashboard" className={classes.brand} aria-label="Bakery IA"><Logo /><span className={classes.brandText}>Bakery IA</span></Link>
            <div className={classes.scroll}><Navigation /></div>
          </nav>
        )}
        <div className={classes.column}>
          <header className={`app-bar ${classes.bar}`}>
            <Link to="/app/dashboard" className={classes.barBrand} aria-label="Bakery IA"><Logo size={30} /></Link>
            <span className={classes.tenant}>{tenant?.name}</span>
            <UnstyledButton className={classes.search} onClick={paletteControl.open} aria-label={t('common:palette.title')}>
              <Search size={17} aria-hidden /><span className={classes.searchText}>{t('common:palette.placeholder')}</span><kbd className={classes.kbd}>Ctrl K</kbd>
            </UnstyledButton>
            <Indicator disabled={urgent === 0} label={urgent > 99 ? '99+' : urgent} size={18} offset={6} color="berry.7">
              <Link to="/app/alerts" className={classes.bell} aria-label={t('common:nav.alerts_count', { count: urgent })}><BellRing size={20} aria-hidden /></Link>
            </Indicator>
            {userMenu ? <Suspense fallback={avatar}><UserMenu tenants={tenants ?? []} opened={userMenu === 'open'} /></Suspense> : avatar}
          </header>
          <OfflineBanner />
          <main id="main" className={`app-main ${classes.main}`} tabIndex={-1}>
            <Suspense fallback={<PageFallback />}><Outlet /></Suspense>
          </main>
        </div>
        <nav className={classes.tabs} aria-label={t('common:nav.phone')}>
          <Tabs />
          <UnstyledButton className={classes.tab} onClick={menuControl.open} aria-expanded={menu} data-status={tabs.some((tab) => path.startsWith(tab)) ? undefined : 'active'}><MenuIcon size={21} strokeWidth={1.9} aria-hidden /><span>{t('common:nav.more')}</span></UnstyledButton>
        </nav>
      </div>
      <Suspense fallback={null}>
        {menu ? <PhoneMenu onClose={menuControl.close}><Navigation onNavigate={menuControl.close} /></PhoneMenu> : null}
        {palette ? <Palette onClose={paletteControl.close} /> : null}
      </Suspense>
    </TenantSettings.Provider>
  )
}

