// Runs before anything else is read: the theme, so that the page never flashes in the wrong one, and what a signed-in person's first page will
// need in any case, fetched while the application itself is still on its way.
(function () {
  var stored = localStorage.getItem('bakery-color-scheme')
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  // A refresh token works once: one tab at a time, and an answer that arrives although the page was left (src/api/session.ts does the same).
  function refresh() { return fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: '{}' }) }
  window.bakeryRefresh = Promise.resolve(navigator.locks ? navigator.locks.request('bakery-refresh', refresh) : refresh()).catch(function () { return null })

  var parts = JSON.parse(document.currentScript.dataset.parts || '{}')
  var wanted = [localStorage.getItem('bakery-language')].concat(navigator.languages.map(function (tag) { return tag.slice(0, 2) }))
  var language = wanted.find(function (tag) { return tag && parts[tag] }) || 'es'
  function fetchEarly(file) {
    var link = document.createElement('link')
    link.rel = /\.js$/.test(file) ? 'modulepreload' : 'preload'
    if (/\.css$/.test(file)) link.as = 'style'
    if (/\.woff2$/.test(file)) { link.as = 'font'; link.crossOrigin = '' }
    link.href = file
    document.head.appendChild(link)
  }
  if (location.pathname.indexOf('/app') === 0) (parts.app || []).forEach(fetchEarly)
  ;(parts[language] || []).concat(parts.fonts || []).forEach(fetchEarly)
})()
