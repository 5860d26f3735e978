import { ApprovalRulesCard } from '@/features/procurement/approval-rules-card'
import { SettingsPage } from '@/features/tenant/settings-page'
import { useTexts } from '@/ui/use-texts'

export function SettingsRoute() {
  const { t } = useTexts()
  return <SettingsPage extra={[{ name: 'approval', label: t('purchase_orders:rules.title'), card: <ApprovalRulesCard /> }]} />
}
