const files = import.meta.glob<Record<string, string>>('./eu/*.json', { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./eu/'.length, -'.json'.length), entries]))
