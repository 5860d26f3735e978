// The floor without network: its page and everything the page needs, kept from the moment of installation. The build fills in the list.
// What changes (the day, the acts) is the page's own business, in IndexedDB.
const files = ['__FILES__']
const shell = 'floor-__VERSION__'

self.addEventListener('install', (event) => event.waitUntil(caches.open(shell).then((cache) => cache.addAll(files))))

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('floor-') && name !== shell) await caches.delete(name)
  await self.clients.claim()
})()))

// A new version waits until a person says so: never in the middle of a mix.
self.addEventListener('message', (event) => { if (event.data === 'take-over') self.skipWaiting() })

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  const path = request.mode === 'navigate' ? '/index.html' : url.pathname
  event.respondWith(caches.open(shell).then((cache) => cache.match(path)).then((kept) => kept ?? fetch(request)))
})
