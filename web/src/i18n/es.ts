const files = import.meta.glob<Record<string, string>>('./es/*.json', { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./es/'.length, -'.json'.length), entries]))
