import '@fontsource-variable/figtree/wght.css'
import '@fontsource-variable/fraunces/wght.css'
import './ui/mantine.css'
import './ui/base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client'
import { refreshSession } from './api/session'
import { startI18n } from './i18n/i18n'
import { router } from './routes/router'
import { cssVariables, theme } from './ui/theme'

// A page that was open during an update asks for files that are gone; the new page knows the new ones. Once, lest it goes round in circles.
window.addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('bakery-reloaded') ?? 0)
  if (Date.now() - last < 30_000 || !navigator.onLine) return
  event.preventDefault()
  sessionStorage.setItem('bakery-reloaded', String(Date.now()))
  location.reload()
})

const colorScheme = localStorageColorSchemeManager({ key: 'bakery-color-scheme' })

// A tablet of the floor has no person's session.
await Promise.all([startI18n(), location.pathname.startsWith('/floor') ? undefined : refreshSession()])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={colorScheme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
