import { Button, Select, Text, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Trash } from 'lucide-react'
import { useEffect, useState } from 'react'
import { itemNames, locationNames, type ItemName } from '@/api/lookups'
import { Problem } from '@/api/problem'
import { uuidv7 } from '@/lib/ids'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { actWithUndo, showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { noteWaste, type WasteInput } from '../api/waste'
import classes from './quick-waste-page.module.css'

// What the first reason to come to mind in a shop is, and where that food usually may go.
const reasons = ['unsold', 'damaged', 'expired', 'customer_return', 'sample', 'spill'] as const
const places = ['donation', 'prevention_reuse', 'animal_feed', 'compost', 'landfill'] as const
const amounts = Array.from({ length: 12 }, (_, index) => index + 1)
const notToPeople = ['expired', 'customer_return']
const sending = ['waste', 'sending']
const longestPause = 30_000

interface Note { input: WasteInput; key: string; product: string }

/**
 * Waste in three taps: what, how many, why. The shop and where it goes are remembered on this device; ten seconds to undo. When the network fails, what was
 * noted waits while the page is open and is sent once.
 */
export function QuickWastePage() {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const [kept, setKept] = useLocalStorage<string | null>({ key: 'bakery-waste-shop', defaultValue: null })
  const [destination, setDestination] = useLocalStorage<string>({ key: 'bakery-waste-destination', defaultValue: 'donation' })
  const [item, setItem] = useState<ItemName | null>(null)
  const [tens, setTens] = useState(0)
  const [count, setCount] = useState<number | null>(null)
  const shops = (locations ?? []).filter((place) => place.type === 'retail_outlet' && place.is_active !== false)
  const shop = shops.find((place) => place.id === kept) ?? shops[0]
  const products = (items ?? []).filter((row) => (row.item_type === 'finished_product' || row.item_type === 'resale') && row.stock_unit === 'piece')
  const send = useMutation({
    mutationKey: sending,
    mutationFn: ({ input, key }: Note) => noteWaste(input, null, key),
    retry: (_, problem) => Problem.of(problem).status === 0,
    retryDelay: (count) => Math.min(longestPause, 1000 * 2 ** count),
    onSuccess: () => client.invalidateQueries({ queryKey: ['inventory'] }),
    onError: (problem, { product }) => showToast(`${product}: ${problemText(problem)}`, 'bad'),
  })
  const waiting = useMutationState({ filters: { mutationKey: sending, status: 'pending' }, select: ({ state }) => state.isPaused || state.failureCount > 0 }).filter(Boolean).length
  useEffect(() => {
    if (waiting === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [waiting])
  const restart = () => { setItem(null); setCount(null); setTens(0) }
  const save = (reason: string) => {
    if (!item || count === null || !shop) return
    const to = notToPeople.includes(reason) && (destination === 'donation' || destination === 'prevention_reuse') ? 'animal_feed' : destination
    const input = { item_id: item.id, location_id: shop.id, quantity: String(count), reason, destination: to, lot_id: null, note: null, event_time: new Date().toISOString() } as WasteInput
    const note = { input, key: uuidv7(), product: item.name }
    actWithUndo(t('shop:waste.noted', { count, product: item.name, destination: t(`inventory:waste_destination.${to}`) }), async () => send.mutate(note), () => undefined)
    restart()
  }
  const step = item === null ? 1 : count === null ? 2 : 3
  return (
    <>
      <PageHeader title={t('shop:waste.title')} lead={t('shop:waste.lead')} />
      <Text role="status" c="var(--warn)" fw={600}>{waiting > 0 ? t('tablet:net.offline', { count: waiting }) : ''}</Text>
      <div className={classes.settings}>
        <Select label={t('shop:close.location')} size="md" data={shops.map((place) => ({ value: place.id, label: place.name }))} value={shop?.id ?? null} onChange={setKept} />
        <Select label={t('shop:close.destination')} size="md" data={places.map((value) => ({ value, label: t(`inventory:waste_destination.${value}`) }))} value={destination} onChange={(value) => value && setDestination(value)} />
      </div>
      <Panel
        title={<span aria-live="polite">{step === 1 ? t('shop:waste.what') : step === 2 ? t('shop:waste.how_many', { product: item!.name }) : t('shop:waste.why', { count: count!, product: item!.name })}</span>}
        aside={step > 1 ? <Button variant="default" size="md" leftSection={<ArrowLeft size={17} />} onClick={() => (step === 3 ? setCount(null) : restart())}>{t('common:action.back')}</Button> : <Text size="sm" c="dimmed">1 / 3</Text>}
      >
        {shops.length === 0 || products.length === 0 ? <EmptyState compact icon={Trash} title={t('shop:waste.nothing')} text={t('shop:waste.nothing_text')} /> : null}
        {step === 1 ? <div className={classes.tiles}>{products.map((row) => <UnstyledButton key={row.id} className={classes.tile} onClick={() => setItem(row)}>{row.name}</UnstyledButton>)}</div> : null}
        {step === 2 ? (
          <div className={classes.numbers}>
            {amounts.map((amount) => <UnstyledButton key={amount} className={`numbers ${classes.number}`} onClick={() => setCount(tens + amount)}>{tens + amount}</UnstyledButton>)}
            <UnstyledButton className={`numbers ${classes.number} ${classes.more}`} onClick={() => setTens((tens + 12) % 60)}>{t('shop:waste.more')}</UnstyledButton>
          </div>
        ) : null}
        {step === 3 ? <div className={classes.tiles}>{reasons.map((reason) => <UnstyledButton key={reason} className={classes.tile} onClick={() => save(reason)}>{t(`inventory:waste_reason.${reason}`)}</UnstyledButton>)}</div> : null}
      </Panel>
    </>
  )
}
