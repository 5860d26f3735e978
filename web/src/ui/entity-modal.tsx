import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Problem } from '@/api/problem'
import { ConflictNotice } from './conflict-notice'
import { changedFields, missingFields, type Field, type FormValues } from './field'
import { FieldInput } from './field-input'
import { useFieldText, useProblemText } from './problem-text'
import { showToast } from './toasts'
import { useDraft } from './use-draft'
import { useTexts } from './use-texts'
import classes from './entity-modal.module.css'
import { ModalTitle } from './modal-title'

interface EntityModalProps {
  title: string
  fields: Field[]
  initial: FormValues
  /** Version of the record; left out when a new one is made. */
  version?: number | undefined
  draftKey: string
  readOnly?: boolean
  save: (values: FormValues, version: number | undefined) => Promise<unknown>
  savedText: string
  onClose: () => void
  /** Other acts on this record: archive, block, delete. */
  actions?: ReactNode
  /** Below the fields; a function sees what is in them. */
  children?: ReactNode | ((values: FormValues) => ReactNode)
}

export function focusNext(event: KeyboardEvent<HTMLElement>, onLast: () => void): void {
  const target = event.target as HTMLElement
  if (event.key !== 'Enter' || target.tagName !== 'INPUT' || target.getAttribute('aria-haspopup') === 'listbox') return
  event.preventDefault()
  const inputs = [...event.currentTarget.querySelectorAll<HTMLElement>('input:not([type=hidden]):not(:disabled), textarea:not(:disabled)')]
  const next = inputs[inputs.indexOf(target) + 1]
  if (next) next.focus()
  else onLast()
}

/** The one form for master data: create, view and edit; drafts, field errors and conflicts are handled here. */
export function EntityModal({ title, fields, initial, version, draftKey, readOnly, save, savedText, onClose, actions, children }: EntityModalProps) {
  const { t, time } = useTexts()
  const problemText = useProblemText()
  const fieldText = useFieldText()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const draft = useDraft<FormValues>(draftKey, initial)
  const [base, setBase] = useState(version)
  const [conflict, setConflict] = useState<FormValues | null>(null)
  const [error, setError] = useState<Problem | null>(null)
  const [showMissing, setShowMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const isNew = version === undefined
  const visible = fields.filter((field) => !field.when || field.when(draft.values))
  const missing = missingFields(fields, draft.values)
  const sections = [...new Set(visible.map((field) => field.section ?? ''))]

  const submit = async (against: number | undefined = base) => {
    setShowMissing(true)
    if (missing.length > 0) {
      form.current?.querySelector<HTMLElement>(`[name="${missing[0]}"]`)?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      await save(draft.values, against)
      draft.settle(draft.values)
      showToast(savedText)
      onClose()
    } catch (failure) {
      const problem = Problem.of(failure)
      if (problem.code === 'version_conflict' && problem.current) setConflict(problem.current as FormValues)
      else setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const display = (field: Field | undefined, value: unknown): string => {
    const options = (entry: unknown) => field?.options?.find((option) => option.value === entry)?.label ?? String(entry ?? '')
    if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no')
    return Array.isArray(value) ? value.map(options).join(', ') : options(value)
  }
  return (
    <Modal opened onClose={onClose} size="lg" fullScreen={isPhone} title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <div ref={form} onKeyDown={(event) => focusNext(event, () => void submit())}>
        <Stack gap="md">
          {draft.restoredAt ? (
            <Group justify="space-between" className={classes.notice} gap="xs">
              <Text size="sm">{t('common:draft.restored', { time: time(new Date(draft.restoredAt).toISOString()) })}</Text>
              <Button size="compact-sm" variant="subtle" onClick={() => draft.settle(initial)}>{t('common:draft.discard')}</Button>
            </Group>
          ) : null}
          {conflict ? (
            <ConflictNotice
              rows={changedFields(visible, draft.values, conflict).map((name) => { const field = visible.find((candidate) => candidate.name === name); return { name, label: field?.label ?? name, mine: display(field, draft.values[name]), theirs: display(field, conflict[name]) } })}
              onKeepMine={() => { const next = Number(conflict.version); setBase(next); setConflict(null); void submit(next) }}
              onTakeTheirs={() => { setBase(Number(conflict.version)); draft.settle(Object.fromEntries(Object.keys(initial).map((name) => [name, conflict[name] ?? initial[name]]))); setConflict(null) }}
            />
          ) : null}
          {error ? <Text c="var(--bad)" role="alert">{problemText(error)}</Text> : null}
          {sections.map((section) => (
            <div key={section} role="group" aria-label={section || title}>
              {section ? <Title order={3} className={classes.section}>{section}</Title> : null}
              <div className={classes.grid}>
                {visible.filter((field) => (field.section ?? '') === section).map((field) => (
                  <div key={field.name} className={field.half ? undefined : classes.wide}>
                    <FieldInput
                      field={field}
                      value={draft.values[field.name]}
                      first={isNew && field === visible[0] && ['text', 'email', 'phone'].includes(field.kind)}
                      readOnly={readOnly || (field.fixed && !isNew)}
                      error={fieldText(error?.fields[field.name]) ?? (showMissing && missing.includes(field.name) ? t('common:input.required') : undefined)}
                      onChange={(value) => draft.change((before) => ({ ...before, [field.name]: value }))}
                    />
                  </div>
                ))}
              </div>
            </div>
          ))}
          {typeof children === 'function' ? children(draft.values) : children}
        </Stack>
      </div>
      <Group justify="space-between" className={classes.foot} gap="xs">
        <Group gap="xs">{actions}</Group>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>{t(readOnly ? 'common:action.close' : 'common:action.cancel')}</Button>
          {readOnly ? null : <Button loading={busy} onClick={() => void submit()}>{t('common:action.save')}</Button>}
        </Group>
      </Group>
    </Modal>
  )
}
