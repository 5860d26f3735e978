import { useQueryClient } from '@tanstack/react-query'
import { EntityModal } from '@/ui/entity-modal'
import { useTexts } from '@/ui/use-texts'
import { addMaintenance, type Equipment } from './api/equipment'

/** Work that a machine needs every so many days or hours. */
export function MaintenanceDialog({ machine, onClose }: { machine: Equipment; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  return (
    <EntityModal
      title={`${machine.name} · ${t('floor:maintenance.new')}`}
      fields={[
        { name: 'name', kind: 'text', label: t('floor:maintenance.work'), required: true, maxLength: 120 },
        { name: 'every_days', kind: 'integer', unit: t('common:unit.days'), label: t('floor:maintenance.every_days'), half: true },
        { name: 'every_hours', kind: 'quantity', unit: 'h', label: t('floor:maintenance.every_hours'), half: true },
        { name: 'last_done_on', kind: 'date', label: t('floor:maintenance.last'), help: t('floor:maintenance.last_help') },
      ]}
      initial={{ every_days: 30 }}
      draftKey={`maintenance:${machine.id}`}
      savedText={t('floor:maintenance.saved')}
      save={async (values) => { await addMaintenance({ ...values, equipment_id: machine.id }); await client.invalidateQueries({ queryKey: ['production'] }) }}
      onClose={onClose}
    />
  )
}
