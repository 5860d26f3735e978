import { Button, Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Image } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ErrorState } from './error-state'
import { ModalTitle } from './modal-title'
import { useTexts } from './use-texts'
import classes from './photo.module.css'

/** Shows a photo that was kept; it is fetched when somebody wants to see it. */
export function PhotoButton({ title, photoKey, load }: { title: string; photoKey: readonly string[]; load: () => Promise<Blob> }) {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Image size={15} aria-hidden />} aria-label={`${t('common:photo.show')}: ${title}`} onClick={() => setOpened(true)}>{t('common:photo.show')}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} size="lg" title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
        {opened ? <Photo title={title} photoKey={photoKey} load={load} /> : null}
      </Modal>
    </>
  )
}

function Photo({ title, photoKey, load }: { title: string; photoKey: readonly string[]; load: () => Promise<Blob> }) {
  const { data, error, refetch } = useQuery({ queryKey: photoKey, queryFn: load, staleTime: Infinity })
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  return address ? <img className={classes.large} src={address} alt={title} /> : <Skeleton height={240} />
}
