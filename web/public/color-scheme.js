// Runs before the first paint, so that the page never flashes in the wrong theme.
var stored = localStorage.getItem('bakery-color-scheme')
var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
