import { FloorDevicesCard } from '@/features/auth/floor-devices-card'
import { ApprovalRulesCard } from '@/features/procurement/approval-rules-card'
import { SettingsPage } from '@/features/tenant/settings-page'
import { useTexts } from '@/ui/use-texts'

export function SettingsRoute() {
  const { t } = useTexts()
  return <SettingsPage extra={[{ name: 'approval', label: t('purchase_orders:rules.title'), card: <ApprovalRulesCard /> }, { name: 'floor', label: t('settings:devices.title'), card: <FloorDevicesCard /> }]} />
}
