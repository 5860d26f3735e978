import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '..')
const document = JSON.parse(readFileSync(join(source, '../../docs/openapi.json'), 'utf8')) as { paths: Record<string, Record<string, unknown>> }
const methods: Record<string, string> = { get: 'get', getFile: 'get', post: 'post', put: 'put', patch: 'patch', remove: 'delete', all: 'get' }
const shape = (path: string) => path.replace(/\{[^}]+\}/g, '{}')
const known = new Set(Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${shape(path)}`)))

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : /\.tsx?$/.test(entry.name) && !/\.test\.ts$|schema\.d\.ts$|request\.ts$/.test(entry.name) ? [join(folder, entry.name)] : []))
}

/** Every request in the code as `method /path`; a name of a constant is replaced by its value, another variable matches any one segment. */
function calls(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const constants = Object.fromEntries([...text.matchAll(/const (\w+) = '(\/[^']*)'/g)].map((match) => [match[1], match[2]]))
  return [...text.matchAll(/\b(get|getFile|post|put|patch|remove|all)(?:<(?:[^<>()]|<(?:[^<>()]|<[^<>()]*>)*>)*>)?\((?:(['`])([^'`]*)\2|(\w+))/g)].flatMap((match) => {
    const raw = match[3] ?? constants[match[4] ?? '']
    if (raw === undefined || (raw !== '' && !raw.startsWith('/') && !raw.startsWith('${'))) return []
    const path = raw.replace(/\$\{(\w+)\}/g, (whole: string, name: string) => constants[name] ?? whole)
    return [`${methods[match[1]!]} ${path.startsWith('/api/') ? path : `/api/v1/tenants/{tenant_id}${path}`}`]
  })
}

it('calls nothing that the server does not have', () => {
  const found = files(source).flatMap(calls)
  const missing = found.filter((call) => {
    const [method, path] = [call.slice(0, call.indexOf(' ')), call.slice(call.indexOf(' ') + 1)]
    if (!path.includes('${')) return !known.has(`${method} ${shape(path)}`)
    const pattern = new RegExp(`^${method} ${shape(path).replace(/\$\{[^}]*\}|\$\{\}|\$\{/g, '[^/]+').replace(/\{\}/g, '\\{\\}').replace(/\[\^\/\]\+\}?/g, '[^/]+')}$`)
    return ![...known].some((operation) => pattern.test(operation))
  })
  expect(found.length).toBeGreaterThan(60)
  expect(missing).toEqual([])
})
