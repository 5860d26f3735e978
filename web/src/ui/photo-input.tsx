import { Button, CloseButton, Group, Text } from '@mantine/core'
import { Camera } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from './use-texts'
import classes from './photo.module.css'

const longestSide = 1600
const quality = 0.8

/** A smaller JPEG of a picture; what the camera wrote into the file, such as the place, stays behind. */
async function shrink(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) })
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality))
}

/** One photo from the camera or a file, shown small and taken away again. */
export function PhotoInput({ label, photo, onChange }: { label: string; photo: Blob | null; onChange: (photo: Blob | null) => void }) {
  const { t } = useTexts()
  const input = useRef<HTMLInputElement>(null)
  const [unreadable, setUnreadable] = useState(false)
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = photo && URL.createObjectURL(photo)
    setAddress(made)
    return () => { if (made) URL.revokeObjectURL(made) }
  }, [photo])
  const take = async (file: File) => {
    try {
      onChange(await shrink(file))
      setUnreadable(false)
    } catch {
      setUnreadable(true)
    }
  }
  return (
    <div>
      <Group gap="xs">
        <Button variant="default" leftSection={<Camera size={16} aria-hidden />} onClick={() => input.current?.click()}>{label}</Button>
        {address ? <><img className={classes.small} src={address} alt={t('common:photo.taken')} /><CloseButton aria-label={t('common:photo.remove')} onClick={() => onChange(null)} /></> : null}
      </Group>
      <input ref={input} type="file" accept="image/*" className="visually-hidden" aria-label={label} tabIndex={-1} onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void take(file) }} />
      {unreadable ? <Text size="sm" c="var(--bad)" role="alert">{t('common:photo.unreadable')}</Text> : null}
    </div>
  )
}
