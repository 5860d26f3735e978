import { Kbd, Modal, Text, VisuallyHidden } from '@mantine/core'
import { CornerDownLeft, Search } from 'lucide-react'
import { useId, useState } from 'react'
import { rankCommands, type Command } from './command'
import { useTexts } from './use-texts'
import classes from './command-palette.module.css'

/** Ctrl/Cmd+K: pages, acts and found records. Arrow keys choose, Enter runs, Esc returns. */
export function CommandPalette({ commands, found, query, onQuery, onClose }: { commands: readonly Command[]; found: readonly Command[]; query: string; onQuery: (query: string) => void; onClose: () => void }) {
  const { t } = useTexts()
  const [active, setActive] = useState(0)
  const listId = useId()
  const results = [...rankCommands(commands, query, 9), ...found.slice(0, 8)]
  const index = Math.min(active, Math.max(results.length - 1, 0))
  const run = (command: Command | undefined) => { if (command) { onClose(); command.run() } }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size="lg" yOffset="12vh" centered={false} transitionProps={{ duration: 0 }} aria-label={t('common:palette.title')}>
      <div className={classes.field}>
        <Search size={18} aria-hidden />
        <input
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={results.length ? `${listId}-${index}` : undefined}
          aria-label={t('common:palette.title')}
          placeholder={t('common:palette.placeholder')}
          value={query}
          autoFocus
          data-autofocus
          onChange={(event) => { onQuery(event.currentTarget.value); setActive(0) }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') { event.preventDefault(); setActive((index + 1) % Math.max(results.length, 1)) }
            if (event.key === 'ArrowUp') { event.preventDefault(); setActive((index - 1 + results.length) % Math.max(results.length, 1)) }
            if (event.key === 'Enter') { event.preventDefault(); run(results[index]) }
          }}
        />
        <Kbd size="xs">Esc</Kbd>
      </div>
      <ul className={classes.list} role="listbox" id={listId} aria-label={t('common:palette.results')}>
        {results.map((command, position) => (
          <li key={command.id} id={`${listId}-${position}`} role="option" aria-selected={position === index} className={classes.option} onMouseMove={() => setActive(position)} onClick={() => run(command)}>
            <command.icon size={17} aria-hidden />
            <span className={classes.label}>{command.label}</span>
            <Text span size="xs" c="dimmed">{command.hint ?? command.group}</Text>
            {position === index ? <CornerDownLeft size={14} aria-hidden /> : null}
          </li>
        ))}
        {results.length === 0 ? <li className={classes.nothing}>{t('common:palette.nothing')}</li> : null}
      </ul>
      <VisuallyHidden role="status">{t('common:palette.count', { count: results.length })}</VisuallyHidden>
    </Modal>
  )
}
