// What the first page needs; the other namespaces follow before any other page opens.
const files = import.meta.glob<Record<string, string>>(['./en/common.json', './en/dashboard.json', './en/reasoning.json', './en/alerts.json', './en/auth.json', './en/errors.json', './en/production.json'], { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./en/'.length, -'.json'.length), entries]))
