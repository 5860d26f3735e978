// What the first page needs; the other namespaces follow before any other page opens.
const files = import.meta.glob<Record<string, string>>(['./eu/common.json', './eu/dashboard.json', './eu/reasoning.json', './eu/alerts.json', './eu/auth.json', './eu/errors.json', './eu/production.json'], { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./eu/'.length, -'.json'.length), entries]))
