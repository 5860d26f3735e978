import { post } from '@/api/request'
import { forgetSession } from '@/api/session'
import { dropAllDrafts } from '@/lib/drafts'

/** Ends the session on the server; the browser forgets it even when the server is away. */
export async function signOut(): Promise<void> {
  try {
    await post('/api/v1/auth/logout', {})
  } catch {
    // The cookie dies with the server's session or its own age.
  }
  dropAllDrafts()
  forgetSession()
}
