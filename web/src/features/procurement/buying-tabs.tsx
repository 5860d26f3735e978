import { Tabs } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { CalendarClock, ClipboardList, PackageCheck, ReceiptText, Repeat2, Truck, type LucideIcon } from 'lucide-react'
import { useTexts } from '@/ui/use-texts'

const tabs: [path: string, text: string, icon: LucideIcon][] = [
  ['', 'orders', ClipboardList], ['/receipts', 'receipts', PackageCheck], ['/invoices', 'invoices', ReceiptText], ['/calendar', 'calendar', CalendarClock], ['/templates', 'templates', Repeat2], ['/transfers', 'transfers', Truck],
]

/** The pages of purchasing, side by side. */
export function BuyingTabs() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const base = '/app/operations/procurement'
  const here = useLocation().pathname
  const current = [...tabs].reverse().find(([path]) => here.startsWith(base + path))?.[1] ?? 'orders'
  // On a phone the row is wider than the screen: the tab one is on comes into sight.
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => { row.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' }) }, [current])
  const go = (tab: string | null) => void navigate({ to: `${base}${tabs.find(([, text]) => text === tab)?.[0] ?? ''}` as never })
  return (
    <Tabs value={current} onChange={go} mb="md" className="no-print">
      <Tabs.List ref={row} style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
        {tabs.map(([, text, Icon]) => <Tabs.Tab key={text} value={text} leftSection={<Icon size={16} aria-hidden />} style={{ whiteSpace: 'nowrap' }}>{t(`buying:tab.${text}`)}</Tabs.Tab>)}
      </Tabs.List>
    </Tabs>
  )
}
