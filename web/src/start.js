// Runs before anything else is read: the theme, so that the page never flashes in the wrong one, and what a signed-in person's first page will
// need in any case, fetched while the application itself is still on its way.
(function () {
  var stored = localStorage.getItem('bakery-color-scheme')
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  // A refresh token works once. So one tab at a time asks; the answer is kept although the page was left (keepalive); and a page that follows one
  // left in the middle of asking gives that answer a second to arrive.
  var mark = 'bakery-refresh-sent'
  function ask(body) {
    var rest = Number(localStorage.getItem(mark) || 0) + 1000 - Date.now()
    return new Promise(function (done) { setTimeout(done, Math.max(0, Math.min(rest, 1000))) }).then(function () {
      localStorage.setItem(mark, String(Date.now()))
      return fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: body })
    }).then(function (answer) { localStorage.removeItem(mark); return answer })
  }
  window.bakeryAskSession = function (body) { return navigator.locks ? navigator.locks.request('bakery-refresh', function () { return ask(body) }) : ask(body) }
  // A tablet of the floor has no person's session.
  if (location.pathname.indexOf('/floor') !== 0) window.bakeryRefresh = window.bakeryAskSession('{}').catch(function () { return null })

  var parts = JSON.parse(document.currentScript.dataset.parts || '{}')
  var wanted = [localStorage.getItem('bakery-language')].concat(navigator.languages.map(function (tag) { return tag.slice(0, 2) }))
  var language = wanted.find(function (tag) { return tag && parts[tag] }) || 'es'
  function fetchEarly(file) {
    var link = document.createElement('link')
    link.rel = /\.js$/.test(file) ? 'modulepreload' : 'preload'
    if (/\.css$/.test(file)) link.as = 'style'
    if (/\.woff2$/.test(file)) { link.as = 'font'; link.crossOrigin = ''; link.fetchPriority = 'low' }
    link.href = file
    document.head.appendChild(link)
  }
  if (location.pathname.indexOf('/app') === 0) (parts.app || []).forEach(fetchEarly)
  ;(parts[language] || []).concat(parts.fonts || []).forEach(fetchEarly)
})()
