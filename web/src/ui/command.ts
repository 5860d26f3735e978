import type { LucideIcon } from 'lucide-react'

export interface Command { id: string; group: string; label: string; keywords?: string; icon: LucideIcon; hint?: string; run: () => void }

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')

/** Best matches first: start of the label, start of a word, anywhere, letters in order. Pure and quick, so that the first results need no network. */
export function rankCommands<T extends { label: string; keywords?: string }>(commands: readonly T[], query: string, limit = 12): T[] {
  const wanted = plain(query.trim())
  if (wanted === '') return commands.slice(0, limit)
  const scored = commands.flatMap((command, index) => {
    const label = plain(command.label)
    const all = `${label} ${plain(command.keywords ?? '')}`
    let score = 0
    if (label.startsWith(wanted)) score = 4
    else if (all.split(/[\s\-/·]+/).some((word) => word.startsWith(wanted))) score = 3
    else if (all.includes(wanted)) score = 2
    else if (wanted.length > 2 && wanted.split(/\s+/).every((word) => all.includes(word))) score = 1.5
    else if (inOrder(label, wanted)) score = 1
    return score ? [{ command, score, index }] : []
  })
  return scored.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, limit).map((entry) => entry.command)
}

function inOrder(text: string, letters: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
