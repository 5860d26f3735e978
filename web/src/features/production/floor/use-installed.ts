import { useEffect, useState } from 'react'

const enough = 5 * 1024 * 1024

/** The service worker, the screen that stays awake, and the storage that the browser is asked not to clear. */
export function useInstalled(): { update: (() => void) | null; isFull: boolean } {
  const [next, setNext] = useState<ServiceWorker | null>(null)
  const [isFull, setFull] = useState(false)

  useEffect(() => {
    const link = Object.assign(document.createElement('link'), { rel: 'manifest', href: '/floor.webmanifest' })
    document.head.append(link)
    void navigator.storage?.persist?.()
    void navigator.storage?.estimate?.().then(({ quota, usage }) => setFull(quota !== undefined && usage !== undefined && quota - usage < enough))
    void navigator.serviceWorker?.register('/floor-worker.js', { scope: '/floor' }).then((registration) => {
      const look = () => setNext(registration.waiting)
      look()
      registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    })
    return () => link.remove()
  }, [])

  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const stayAwake = async () => {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return
      try {
        lock = await navigator.wakeLock?.request('screen')
      } catch {
        // A battery that is low refuses it; the work goes on.
      }
    }
    void stayAwake()
    document.addEventListener('visibilitychange', stayAwake)
    return () => { document.removeEventListener('visibilitychange', stayAwake); void lock?.release() }
  }, [])

  const update = next && (() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    next.postMessage('take-over')
  })
  return { update, isFull }
}
