import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ClipboardList, FileUp, Languages, Moon, Plus, ShoppingBasket, Sun, Truck, Wheat } from 'lucide-react'
import { useState } from 'react'
import { itemNames, supplierNames } from '@/api/lookups'
import { useMay, type Role } from '@/api/session'
import { customerNames } from '@/features/orders/api/customers'
import { orderPage } from '@/features/orders/api/order-list'
import { purchaseOrderPage } from '@/features/procurement/api/purchase-order-list'
import { changeLanguage } from '@/i18n/i18n'
import { languageNames, languages } from '@/i18n/languages'
import { rankCommands, type Command } from '@/ui/command'
import { CommandPalette } from '@/ui/command-palette'
import { useTexts } from '@/ui/use-texts'
import { navigation } from '../navigation'

/** Pages and acts are at hand at once; records follow from the server a moment later. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const [query, setQuery] = useState('')
  const [wanted] = useDebouncedValue(query.trim(), 200)
  const may: Record<Role, boolean> = { viewer: useMay('viewer'), member: useMay('member'), admin: useMay('admin'), owner: useMay('owner') }
  const enabled = wanted.length >= 2
  const { data: items } = useQuery({ ...itemNames(), enabled: query.length >= 2 })
  const { data: suppliers } = useQuery({ ...supplierNames(), enabled: query.length >= 2 })
  const { data: customers } = useQuery({ ...customerNames(), enabled })
  const { data: purchaseOrders } = useQuery({ queryKey: ['procurement', 'search', wanted], queryFn: () => purchaseOrderPage({ q: wanted, limit: 5, cursor: null }), enabled })
  const { data: orders } = useQuery({ queryKey: ['orders', 'search', wanted], queryFn: () => orderPage({ q: wanted, limit: 5, cursor: null }), enabled })
  const go = (to: string, search: Record<string, string> = {}) => () => void navigate({ to, search: search as never })

  const commands: Command[] = [
    ...navigation.flatMap((group) => group.entries.filter((entry) => may[entry.role]).map((entry) => ({ id: entry.to, group: t(group.label), label: t(entry.label), icon: entry.icon, run: go(entry.to) }))),
    ...(may.member ? [
      { id: 'new-po', group: t('common:palette.acts'), label: t('purchase_orders:new'), icon: Plus, run: go('/app/operations/procurement/orders/new') },
      { id: 'new-order', group: t('common:palette.acts'), label: t('orders:new'), icon: Plus, run: go('/app/operations/orders', { open: 'new' }) },
      { id: 'import', group: t('common:palette.acts'), label: t('sales:import.title'), icon: FileUp, run: go('/app/database/sales/import') },
    ] : []),
    { id: 'light', group: t('common:palette.acts'), label: t('common:palette.light'), icon: Sun, run: () => setColorScheme('light') },
    { id: 'dark', group: t('common:palette.acts'), label: t('common:palette.dark'), icon: Moon, run: () => setColorScheme('dark') },
    ...languages.map((code) => ({ id: `language-${code}`, group: t('common:menu.language'), label: languageNames[code], icon: Languages, run: () => void changeLanguage(code) })),
  ]
  const records: Command[] = query.length < 2 ? [] : [
    ...(purchaseOrders?.items ?? []).map((order) => ({ id: order.id, group: t('common:nav.procurement'), label: `${order.po_number} · ${order.supplier_name}`, icon: ShoppingBasket, run: go(`/app/operations/procurement/orders/${order.id}`) })),
    ...(orders?.items ?? []).map((order) => ({ id: order.id, group: t('common:nav.orders'), label: `${order.order_number} · ${customers?.find((customer) => customer.id === order.customer_id)?.name ?? ''}`, icon: ClipboardList, run: go('/app/operations/orders', { open: order.id }) })),
    ...rankCommands((items ?? []).map((item) => ({ id: item.id, group: t('common:nav.inventory'), label: item.name, keywords: item.sku ?? '', icon: Wheat, run: go('/app/operations/inventory', { open: item.id }) })), query, 5),
    ...rankCommands((suppliers ?? []).map((supplier) => ({ id: supplier.id, group: t('common:nav.suppliers'), label: supplier.name, keywords: supplier.code ?? '', icon: Truck, run: go('/app/database/suppliers', { open: supplier.id }) })), query, 3),
  ]
  return <CommandPalette commands={commands} found={records} query={query} onQuery={setQuery} onClose={onClose} />
}
