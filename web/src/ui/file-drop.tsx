import { Button, Text, Title } from '@mantine/core'
import { FileSpreadsheet, UploadCloud } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import classes from './file-drop.module.css'
import { useTexts } from './use-texts'

/** Where a file is dropped, or chosen by its button. */
export function FileDrop({ title, text, accept, busy, onChoose }: { title: string; text: string; accept: string; busy: boolean; onChoose: (file: File) => void }) {
  const { t } = useTexts()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); const file = event.dataTransfer.files[0]; if (file) onChoose(file) }
  return (
    <div className={classes.drop} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <UploadCloud size={34} strokeWidth={1.6} aria-hidden />
      <Title order={3} size="h4">{title}</Title>
      <Text c="dimmed" maw={480}>{text}</Text>
      <Button mt="xs" leftSection={<FileSpreadsheet size={17} />} loading={busy} onClick={() => input.current?.click()}>{t('import:choose')}</Button>
      <input ref={input} type="file" accept={accept} className="visually-hidden" aria-label={t('import:choose')} tabIndex={-1} onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) onChoose(file) }} />
    </div>
  )
}
