import { BellRing, BookmarkCheck, Brain, Building2, CalendarCheck, CalendarClock, CalendarDays, ChartColumn, ChartNoAxesCombined, ChartPie, ChefHat, ClipboardCheck, ClipboardList, CookingPot, Croissant, FileSpreadsheet, Gauge, Hand, HandHeart, Home, Inbox, Layers, Leaf, Lightbulb, MailCheck, MapPin, PackageCheck, PackageSearch, ReceiptText, Refrigerator, Repeat2, ScrollText, Settings, ShoppingBasket, Siren, Split, Store, Thermometer, Trash, Truck, Undo2, UserRound, UsersRound, Wrench, type LucideIcon } from 'lucide-react'
import type { Role } from '@/api/session'

export interface NavigationEntry { to: string; label: string; icon: LucideIcon; role: Role; keywords?: string }
export interface NavigationGroup { label: string; entries: NavigationEntry[] }

/** The one list of pages: the side bar, the phone's menu and the command palette are made from it. */
export const navigation: NavigationGroup[] = [
  {
    label: 'common:nav.group.today',
    entries: [
      { to: '/app/dashboard', label: 'common:nav.dashboard', icon: Home, role: 'viewer' },
      { to: '/app/tomorrow', label: 'common:nav.tomorrow', icon: Croissant, role: 'viewer' },
      { to: '/app/alerts', label: 'common:nav.alerts', icon: BellRing, role: 'viewer' },
      { to: '/app/notices', label: 'common:nav.notices', icon: Inbox, role: 'viewer' },
    ],
  },
  {
    label: 'common:nav.group.operations',
    entries: [
      { to: '/app/operations/production', label: 'common:nav.production', icon: CookingPot, role: 'viewer' },
      { to: '/app/operations/production/schedule', label: 'common:nav.schedule', icon: CalendarClock, role: 'viewer' },
      { to: '/app/operations/production/quality', label: 'common:nav.quality', icon: ClipboardCheck, role: 'viewer' },
      { to: '/app/operations/orders', label: 'common:nav.orders', icon: ClipboardList, role: 'viewer' },
      { to: '/app/operations/orders/standing', label: 'common:nav.standing_orders', icon: Repeat2, role: 'viewer' },
      { to: '/app/operations/production/allocation', label: 'common:nav.allocation', icon: Split, role: 'viewer' },
      { to: '/app/operations/distribution', label: 'common:nav.distribution', icon: Truck, role: 'viewer' },
      { to: '/app/operations/procurement', label: 'common:nav.procurement', icon: ShoppingBasket, role: 'viewer' },
      { to: '/app/operations/procurement/receipts', label: 'common:nav.receipts', icon: PackageCheck, role: 'viewer' },
      { to: '/app/operations/procurement/invoices', label: 'common:nav.invoices', icon: ReceiptText, role: 'viewer' },
      { to: '/app/operations/day-close', label: 'common:nav.day_close', icon: CalendarCheck, role: 'viewer' },
    ],
  },
  {
    label: 'common:nav.group.storeroom',
    entries: [
      { to: '/app/operations/inventory', label: 'common:nav.inventory', icon: PackageSearch, role: 'viewer' },
      { to: '/app/operations/inventory/lots', label: 'common:nav.lots', icon: Layers, role: 'viewer' },
      { to: '/app/operations/inventory/reservations', label: 'common:nav.reservations', icon: BookmarkCheck, role: 'viewer' },
      { to: '/app/operations/inventory/counts', label: 'common:nav.counts', icon: ClipboardCheck, role: 'viewer' },
      { to: '/app/operations/inventory/waste', label: 'common:nav.waste', icon: Trash, role: 'viewer' },
      { to: '/app/shop/waste', label: 'common:nav.quick_waste', icon: Hand, role: 'member' },
      { to: '/app/operations/inventory/donations', label: 'common:nav.donations', icon: HandHeart, role: 'viewer' },
      { to: '/app/operations/inventory/returns', label: 'common:nav.returns', icon: Undo2, role: 'viewer' },
      { to: '/app/operations/haccp', label: 'common:nav.haccp', icon: Thermometer, role: 'viewer' },
      { to: '/app/operations/recall', label: 'common:nav.recall', icon: Siren, role: 'viewer' },
    ],
  },
  {
    label: 'common:nav.group.analytics',
    entries: [
      { to: '/app/analytics/forecasting', label: 'common:nav.forecasting', icon: ChartNoAxesCombined, role: 'viewer' },
      { to: '/app/analytics/accuracy', label: 'common:nav.accuracy', icon: Gauge, role: 'viewer' },
      { to: '/app/analytics/scenarios', label: 'common:nav.scenarios', icon: Split, role: 'viewer' },
      { to: '/app/analytics/insights', label: 'common:nav.insights', icon: Lightbulb, role: 'viewer' },
      { to: '/app/analytics/purchasing', label: 'common:nav.purchasing', icon: ChartColumn, role: 'viewer' },
      { to: '/app/analytics/waste', label: 'common:nav.waste_report', icon: ChartPie, role: 'viewer' },
      { to: '/app/analytics/sustainability', label: 'common:nav.sustainability', icon: Leaf, role: 'viewer' },
      { to: '/app/analytics/calendar', label: 'common:nav.calendar', icon: CalendarDays, role: 'member' },
      { to: '/app/analytics/events', label: 'common:nav.events', icon: ScrollText, role: 'admin' },
    ],
  },
  {
    label: 'common:nav.group.database',
    entries: [
      { to: '/app/database/recipes', label: 'common:nav.recipes', icon: ChefHat, role: 'viewer' },
      { to: '/app/database/suppliers', label: 'common:nav.suppliers', icon: Truck, role: 'viewer' },
      { to: '/app/database/customers', label: 'common:nav.customers', icon: UsersRound, role: 'viewer' },
      { to: '/app/database/sales', label: 'common:nav.sales', icon: FileSpreadsheet, role: 'viewer' },
      { to: '/app/operations/pos', label: 'common:nav.pos', icon: Store, role: 'member' },
      { to: '/app/database/equipment', label: 'common:nav.equipment', icon: Wrench, role: 'viewer' },
      { to: '/app/database/models', label: 'common:nav.models', icon: Brain, role: 'viewer' },
    ],
  },
  {
    label: 'common:nav.group.bakery',
    entries: [
      { to: '/app/database/locations', label: 'common:nav.locations', icon: MapPin, role: 'admin' },
      { to: '/app/database/storage', label: 'common:nav.storage', icon: Refrigerator, role: 'viewer' },
      { to: '/app/database/team', label: 'common:nav.team', icon: UserRound, role: 'admin' },
      { to: '/app/database/settings', label: 'common:nav.settings', icon: Settings, role: 'admin' },
      { to: '/app/database/information', label: 'common:nav.information', icon: Building2, role: 'admin' },
      { to: '/app/outbox', label: 'common:nav.outbox', icon: MailCheck, role: 'admin' },
    ],
  },
]

/** What the thumb reaches on a phone. */
export const tabs = ['/app/dashboard', '/app/tomorrow', '/app/operations/orders', '/app/operations/procurement']
