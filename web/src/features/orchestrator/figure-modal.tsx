import { Modal, Text } from '@mantine/core'
import { ModalTitle } from '@/ui/modal-title'
import { useTexts } from '@/ui/use-texts'
import type { Figure } from './api/dashboard'

/** How a figure of the dashboard was worked out. */
export function FigureModal({ figure, value, onClose }: { figure: Figure; value: string; onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t(`dashboard:insights.${figure.code}`)}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Text size="xl" fw={650} className="numbers">{value}</Text>
      <Text mt="xs">{t(`dashboard:how.${figure.how}`, { days: figure.parameters.days ?? '', compared: figure.parameters.compared ?? '' })}</Text>
    </Modal>
  )
}
