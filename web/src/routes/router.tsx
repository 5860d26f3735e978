import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { currentSession } from '@/api/session'
import { loadAllTexts } from '@/i18n/i18n'
import { textSearch } from '@/lib/table-state'
import { Toasts } from '@/ui/toasts'
import { NotFound, RouteError } from './errors'
import { loadRest } from './load-rest'

const search = { validateSearch: (values: Record<string, unknown>) => textSearch(values) }

const root = createRootRoute({ component: () => <><Outlet /><Toasts /></>, notFoundComponent: NotFound, errorComponent: RouteError })

// Signed-in people have no business on the public pages; the others are sent to sign in and come back afterwards.
const publicOnly = () => { if (currentSession().status === 'signed_in') throw redirect({ to: '/app/dashboard' }) }

const publicForm = async () => { publicOnly(); await loadRest() }

const publicRoutes = [
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: publicOnly, component: lazyRouteComponent(() => import('@/features/auth/landing-page'), 'LandingPage') }),
  createRoute({ getParentRoute: () => root, path: '/login', ...search, beforeLoad: publicForm, component: lazyRouteComponent(() => import('@/features/auth/sign-in-page'), 'SignInPage') }),
  createRoute({ getParentRoute: () => root, path: '/register', ...search, beforeLoad: publicForm, component: lazyRouteComponent(() => import('@/features/auth/register-page'), 'RegisterPage') }),
  createRoute({ getParentRoute: () => root, path: '/demo', beforeLoad: publicForm, component: lazyRouteComponent(() => import('@/features/demo-session/demo-page'), 'DemoPage') }),
  createRoute({ getParentRoute: () => root, path: '/password/reset', ...search, beforeLoad: loadRest, component: lazyRouteComponent(() => import('@/features/auth/reset-password-page'), 'ResetPasswordPage') }),
  createRoute({ getParentRoute: () => root, path: '/invite/$token', beforeLoad: loadRest, component: lazyRouteComponent(() => import('@/features/tenant/invitation-page'), 'InvitationPage') }),
]

const app = createRoute({
  getParentRoute: () => root,
  path: '/app',
  beforeLoad: ({ location }) => {
    const session = currentSession()
    if (session.status !== 'signed_in') throw redirect({ to: '/login', search: { next: location.href } })
    if (!session.tenantId && location.pathname !== '/app/welcome') throw redirect({ to: '/app/welcome' })
  },
  component: lazyRouteComponent(() => import('./shell/app-shell'), 'AppShell'),
})

const index = createRoute({ getParentRoute: () => app, path: '/', beforeLoad: () => { throw redirect({ to: '/app/dashboard' }) } })

const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) => createRoute({ getParentRoute: () => app, path, ...search, beforeLoad: loadRest, component })

const pages = [
  page('/welcome', lazyRouteComponent(() => import('@/features/tenant/welcome-page'), 'WelcomePage')),
  createRoute({ getParentRoute: () => app, path: '/dashboard', ...search, beforeLoad: async () => (await import('@/features/orchestrator/api/prefetch')).prefetchDashboard(), component: lazyRouteComponent(() => import('@/features/orchestrator/dashboard-page'), 'DashboardPage') }),
  page('/tomorrow', lazyRouteComponent(() => import('@/features/production/tomorrow-page'), 'TomorrowPage')),
  page('/alerts', lazyRouteComponent(() => import('@/features/alert-processor/alerts-page'), 'AlertsPage')),
  page('/outbox', lazyRouteComponent(() => import('@/features/notification/outbox-page'), 'OutboxPage')),
  page('/operations/production', lazyRouteComponent(() => import('@/features/production/batches-page'), 'BatchesPage')),
  page('/operations/production/schedule', lazyRouteComponent(() => import('@/features/production/schedule-page'), 'SchedulePage')),
  page('/operations/production/allocation', lazyRouteComponent(() => import('@/features/production/allocation-page'), 'AllocationPage')),
  page('/operations/production/changes', lazyRouteComponent(() => import('@/features/production/changes-page'), 'ChangesPage')),
  page('/operations/production/quality', lazyRouteComponent(() => import('@/features/production/quality-page'), 'QualityPage')),
  page('/database/equipment', lazyRouteComponent(() => import('@/features/production/equipment-page'), 'EquipmentPage')),
  page('/notices', lazyRouteComponent(() => import('@/features/notification/inbox-page'), 'InboxPage')),
  page('/operations/day-close', lazyRouteComponent(() => import('@/features/sales/day-close-page'), 'DayClosePage')),
  page('/operations/inventory/waste', lazyRouteComponent(() => import('@/features/inventory/waste/waste-page'), 'WastePage')),
  page('/operations/inventory/counts', lazyRouteComponent(() => import('@/features/inventory/counts/counts-page'), 'CountsPage')),
  page('/operations/inventory/counts/$id', lazyRouteComponent(() => import('@/features/inventory/counts/count-page'), 'CountPage')),
  page('/operations/inventory/donations', lazyRouteComponent(() => import('@/features/inventory/donations/donations-page'), 'DonationsPage')),
  page('/operations/inventory/reservations', lazyRouteComponent(() => import('@/features/inventory/reservations/reservations-page'), 'ReservationsPage')),
  page('/operations/inventory/returns', lazyRouteComponent(() => import('@/features/inventory/returns/returns-page'), 'ReturnsPage')),
  page('/operations/recall', lazyRouteComponent(() => import('@/features/inventory/recalls/recall-page'), 'RecallPage')),
  page('/operations/recall/$id', lazyRouteComponent(() => import('@/features/inventory/recalls/recall-detail-page'), 'RecallDetailPage')),
  page('/operations/haccp', lazyRouteComponent(() => import('@/features/inventory/haccp/haccp-page'), 'HaccpPage')),
  page('/operations/haccp/records', lazyRouteComponent(() => import('@/features/inventory/haccp/records-page'), 'HaccpRecordsPage')),
  page('/operations/haccp/plan', lazyRouteComponent(() => import('@/features/inventory/haccp/plan-page'), 'HaccpPlanPage')),
  page('/shop/waste', lazyRouteComponent(() => import('@/features/inventory/waste/quick-waste-page'), 'QuickWastePage')),
  page('/database/storage', lazyRouteComponent(() => import('@/features/inventory/storage/storage-page'), 'StoragePage')),
  page('/analytics/waste', lazyRouteComponent(() => import('@/features/inventory/sustainability/waste-report-page'), 'WasteReportPage')),
  page('/analytics/sustainability', lazyRouteComponent(() => import('@/features/inventory/sustainability/sustainability-page'), 'SustainabilityPage')),
  page('/operations/inventory/lots', lazyRouteComponent(() => import('@/features/inventory/lots/lots-page'), 'LotsPage')),
  page('/operations/inventory/lots/$id', lazyRouteComponent(() => import('@/features/inventory/lots/lot-page'), 'LotPage')),
  page('/operations/inventory/items/$id', lazyRouteComponent(() => import('@/features/inventory/lots/item-page'), 'ItemPage')),
  page('/operations/inventory', lazyRouteComponent(() => import('@/features/inventory/inventory-page'), 'InventoryPage')),
  page('/operations/procurement', lazyRouteComponent(() => import('@/features/procurement/procurement-page'), 'ProcurementPage')),
  page('/operations/procurement/orders/$id', lazyRouteComponent(() => import('@/features/procurement/procurement-page'), 'ProcurementPage')),
  page('/operations/procurement/receipts', lazyRouteComponent(() => import('@/features/procurement/receipts-page'), 'ReceiptsPage')),
  page('/operations/procurement/invoices', lazyRouteComponent(() => import('@/features/procurement/invoices-page'), 'InvoicesPage')),
  page('/operations/procurement/calendar', lazyRouteComponent(() => import('@/features/procurement/calendar-page'), 'BuyingCalendarPage')),
  page('/operations/procurement/templates', lazyRouteComponent(() => import('@/features/procurement/templates-page'), 'TemplatesPage')),
  page('/operations/procurement/transfers', lazyRouteComponent(() => import('@/features/procurement/transfers-page'), 'TransfersPage')),
  page('/operations/orders', lazyRouteComponent(() => import('@/features/orders/orders-page'), 'OrdersPage')),
  page('/operations/distribution', lazyRouteComponent(() => import('@/features/orders/distribution/distribution-page'), 'DistributionPage')),
  page('/operations/orders/standing', lazyRouteComponent(() => import('@/features/orders/standing-orders-page'), 'StandingOrdersPage')),
  page('/operations/pos', lazyRouteComponent(() => import('@/features/pos/tills-page'), 'TillsPage')),
  page('/operations/pos/mapping', lazyRouteComponent(() => import('@/features/pos/mapping-page'), 'MappingPage')),
  page('/database/recipes', lazyRouteComponent(() => import('@/features/recipes/recipes-page'), 'RecipesPage')),
  page('/database/suppliers', lazyRouteComponent(() => import('@/features/suppliers/suppliers-page'), 'SuppliersPage')),
  page('/database/suppliers/$id', lazyRouteComponent(() => import('@/features/suppliers/supplier-page'), 'SupplierPage')),
  page('/database/suppliers/$id/import', lazyRouteComponent(() => import('@/features/suppliers/price-import-page'), 'PriceImportPage')),
  page('/database/customers', lazyRouteComponent(() => import('@/features/orders/customers-page'), 'CustomersPage')),
  page('/database/sales', lazyRouteComponent(() => import('@/features/sales/sales-page'), 'SalesPage')),
  page('/database/sales/import', lazyRouteComponent(() => import('@/features/sales/import-page'), 'ImportPage')),
  page('/database/models', lazyRouteComponent(() => import('@/features/training/models-page'), 'ModelsPage')),
  page('/database/information', lazyRouteComponent(() => import('@/features/tenant/information-page'), 'InformationPage')),
  page('/database/locations', lazyRouteComponent(() => import('@/features/tenant/locations-page'), 'LocationsPage')),
  page('/database/team', lazyRouteComponent(() => import('@/features/tenant/team-page'), 'TeamPage')),
  page('/database/settings', lazyRouteComponent(() => import('./settings-route'), 'SettingsRoute')),
  page('/analytics/forecasting', lazyRouteComponent(() => import('@/features/forecasting/forecast-page'), 'ForecastPage')),
  page('/analytics/accuracy', lazyRouteComponent(() => import('@/features/forecasting/accuracy-page'), 'AccuracyPage')),
  page('/analytics/scenarios', lazyRouteComponent(() => import('@/features/forecasting/scenarios-page'), 'ScenariosPage')),
  page('/analytics/insights', lazyRouteComponent(() => import('@/features/ai-insights/insights-page'), 'InsightsPage')),
  page('/analytics/purchasing', lazyRouteComponent(() => import('@/features/procurement/spend-page'), 'SpendPage')),
  page('/analytics/calendar', lazyRouteComponent(() => import('@/features/external/calendar-page'), 'CalendarPage')),
  page('/analytics/events', lazyRouteComponent(() => import('@/features/tenant/events-page'), 'EventsPage')),
  page('/settings/profile', lazyRouteComponent(() => import('@/features/auth/profile-page'), 'ProfilePage')),
]

// The tablet's surface: known by its device, not by a person's session.
const floor = createRoute({ getParentRoute: () => root, path: '/floor', beforeLoad: loadAllTexts, component: lazyRouteComponent(() => import('@/features/production/floor/floor-shell'), 'FloorShell') })

const floorPages = [
  createRoute({ getParentRoute: () => floor, path: '/', component: lazyRouteComponent(() => import('@/features/production/floor/tasks-page'), 'TasksPage') }),
  createRoute({ getParentRoute: () => floor, path: '/mix/$id', component: lazyRouteComponent(() => import('@/features/production/floor/mix-page'), 'MixPage') }),
  createRoute({ getParentRoute: () => floor, path: '/scan', component: lazyRouteComponent(() => import('@/features/production/floor/scan-page'), 'ScanPage') }),
  createRoute({ getParentRoute: () => floor, path: '/quality', component: lazyRouteComponent(() => import('@/features/production/floor/checks-page'), 'ChecksPage') }),
  createRoute({ getParentRoute: () => floor, path: '/haccp', component: lazyRouteComponent(() => import('@/features/production/floor/readings-page'), 'ReadingsPage') }),
  createRoute({ getParentRoute: () => floor, path: '/waste', component: lazyRouteComponent(() => import('@/features/production/floor/waste-page'), 'WastePage') }),
  createRoute({ getParentRoute: () => floor, path: '/acts', component: lazyRouteComponent(() => import('@/features/production/floor/acts-page'), 'ActsPage') }),
]
const pairing = createRoute({ getParentRoute: () => root, path: '/floor/pair', ...search, beforeLoad: loadAllTexts, component: lazyRouteComponent(() => import('@/features/production/floor/pair-page'), 'PairPage') })

export const router = createRouter({
  routeTree: root.addChildren([...publicRoutes, pairing, floor.addChildren(floorPages), app.addChildren([index, ...pages])]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // Plain text in the address: a filter is readable and can be sent to a colleague.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values) => { const text = new URLSearchParams(Object.entries(textSearch(values)) as [string, string][]).toString(); return text ? `?${text}` : '' },
})
