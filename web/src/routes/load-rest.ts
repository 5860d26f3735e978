import { loadAllTexts } from '@/i18n/i18n'

/** The other texts and the styles of forms and dialogs: before any page but the dashboard, and there in its idle time. */
export async function loadRest(): Promise<void> {
  await Promise.all([loadAllTexts(), import('@/ui/mantine-forms.css')])
}
