const files = import.meta.glob<Record<string, string>>('./en/*.json', { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./en/'.length, -'.json'.length), entries]))
