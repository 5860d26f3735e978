// Browser tests against a running product (./bakery up): node e2e/run.mjs [NAME]. Ends with 'N passed, N failed'.
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch, target } from './browser.mjs'

const wanted = process.argv[2] ?? ''
const place = target()
const browser = await launch()
let passed = 0
let failed = 0
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.e2e.mjs')).sort()) {
  const { tests } = await import(pathToFileURL(resolve(import.meta.dirname, file)).href)
  for (const [name, test] of Object.entries(tests)) {
    if (!`${file} ${name}`.includes(wanted)) continue
    const began = performance.now()
    try {
      await test({ browser, place })
      passed += 1
      console.log(`passed  ${name} (${Math.round((performance.now() - began) / 1000)} s)`)
    } catch (error) {
      failed += 1
      console.log(`FAILED  ${name}\n        ${String(error?.message ?? error).split('\n').slice(0, 12).join('\n        ')}`)
    }
  }
}
await browser.close()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
