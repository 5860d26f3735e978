const files = import.meta.glob<Record<string, string>>(['./es/*.json', '!./es/common.json', '!./es/dashboard.json', '!./es/reasoning.json', '!./es/alerts.json', '!./es/auth.json', '!./es/errors.json', '!./es/production.json'], { eager: true, import: 'default' })

export const texts = Object.fromEntries(Object.entries(files).map(([path, entries]) => [path.slice('./es/'.length, -'.json'.length), entries]))
