import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import codes from './codes.json'
import { languages } from './languages'
import { reasoningParameters } from '../lib/reasoning'

const here = import.meta.dirname
const source = join(here, '..')

type Texts = Record<string, Record<string, string>>

function read(language: string): Texts {
  const folder = join(here, language)
  return Object.fromEntries(readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>]))
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : /\.tsx?$/.test(entry.name) && !/\.test\.ts$|schema\.d\.ts$/.test(entry.name) ? [join(folder, entry.name)] : []))
}

function parameters(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    if (element.type === TYPE.tag) { parameters(element.children, found); continue }
    found.add(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) parameters(option.value, found)
  }
  return found
}

const texts = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<string, Texts>
const keys = (language: string) => Object.entries(texts[language]!).flatMap(([namespace, entries]) => Object.keys(entries).map((key) => `${namespace}:${key}`)).sort()
const code = files(source).map((file) => readFileSync(file, 'utf8')).join('\n')
const namespaces = Object.keys(texts.es!).join('|')
const literal = new Set([...code.matchAll(new RegExp(`['"\`]((?:${namespaces}):[A-Za-z0-9_.-]+)['"\`]`, 'g'))].map((match) => match[1]!))
// `t(\`orders:status.${…}\`)` uses every key that starts with `orders:status.`; `(?:…)` is the part before the variable.
const prefixes = [...code.matchAll(new RegExp(`\`((?:${namespaces}):[A-Za-z0-9_.-]*)\\$\\{`, 'g'))].map((match) => match[1]!)

describe('texts', () => {
  it('have the same keys in every language', () => {
    for (const language of languages) expect(keys(language), language).toEqual(keys('es'))
  })

  it('are there for every key in the code', () => {
    const known = new Set(keys('es'))
    expect([...literal].filter((key) => !known.has(key)).sort()).toEqual([])
  })

  it('are all used', () => {
    expect(keys('es').filter((key) => !literal.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([])
  })

  it('take the same parameters in every language', () => {
    const different: string[] = []
    for (const [namespace, entries] of Object.entries(texts.es!)) {
      for (const [key, text] of Object.entries(entries)) {
        const wanted = [...parameters(parse(text))].sort().join()
        for (const language of languages) {
          const found = [...parameters(parse(texts[language]![namespace]?.[key] ?? ''))].sort().join()
          if (found !== wanted) different.push(`${namespace}:${key} ${language}: ${found} instead of ${wanted}`)
        }
      }
    }
    expect(different).toEqual([])
  })

  it('use only the fixed parameters of a reasoning type', () => {
    const reasoning = texts.es!.reasoning!
    for (const [type, allowed] of Object.entries(reasoningParameters)) {
      expect(reasoning[type], type).toBeDefined()
      expect([...parameters(parse(reasoning[type]!))].filter((name) => !allowed.includes(name)), type).toEqual([])
    }
  })

  it('are there for every value that a screen shows', () => {
    const shown: Record<string, string> = {
      AlertSeverity: 'alerts:severity', AlertStatus: 'alerts:status', AuditSeverity: 'events:severity', ActorKind: 'events:actor', BusinessModel: 'settings:business_model', ColumnRole: 'sales:import.role', DateOrder: 'sales:import.order',
      CountStatus: 'counts:status', LotStage: 'inventory:stage', LotOrigin: 'inventory:origin', PointKind: 'haccp:kind', PointFrequency: 'haccp:frequency', ProductDecision: 'haccp:decision', RecallStatus: 'recall:status', SdgStatus: 'analytics:sdg',
      AllergenState: 'food:state', BreadKind: 'food:bread_kind', BreadClaim: 'food:claim',
      WasteReason: 'inventory:waste_reason', WasteDestination: 'inventory:waste_destination', ModelState: 'forecasting:model_state', Duplicates: 'sales:import.duplicate', ExpiryKind: 'inventory:expiry_kind', ImportState: 'sales:import.state', IngredientCategory: 'inventory:ingredient_category', InsightCategory: 'analytics:category', InsightStatus: 'analytics:insight_status',
      ItemType: 'inventory:item_type', LocationType: 'settings:location_type', LotState: 'inventory:lot_state', Measure: 'sales:import.measure', MessageState: 'common:outbox.state', MovementType: 'inventory:movement', PaymentTerms: 'suppliers:terms',
      PriceTrend: 'buying:price_trend', PriceColumn: 'suppliers:import.role', OfferChange: 'suppliers:import.change', PriceImportState: 'suppliers:import.state', PriorityLevel: 'alerts:level', ProductCategory: 'inventory:product_category', RecipeKind: 'recipes:kind', RecipeStatus: 'recipes:status', Role: 'settings:role', RunStatus: 'dashboard:run.status', SaleSource: 'sales:source', StorageCondition: 'inventory:storage',
      SupplierStatus: 'suppliers:status', TaxTerritory: 'settings:territory', TenantStatus: 'settings:tenant_status', TypeClass: 'alerts:class', PlanStatus: 'production:plan_status', BatchStatus: 'production:batch_status', OrderStatus: 'orders:status', PurchaseOrderStatus: 'purchase_orders:status',
    }
    const missing: string[] = []
    for (const [name, values] of Object.entries(codes.enums as Record<string, string[]>)) {
      const [namespace, prefix] = shown[name]?.split(':') ?? []
      if (namespace) missing.push(...values.filter((value) => !texts.es![namespace]![`${prefix}.${value}`]).map((value) => `${shown[name]}.${value}`))
    }
    expect(missing).toEqual([])
  })

  it('are there for every code, alert and reason of the server', () => {
    const missing = [
      ...codes.problems.filter((name) => !texts.es!.errors![name]).map((name) => `errors:${name}`),
      ...codes.alerts.flatMap((name) => [`event.${name}`, `title.${name}`]).filter((name) => !texts.es!.alerts![name]).map((name) => `alerts:${name}`),
      ...codes.reasoning.filter((name) => !texts.es!.reasoning![name] && !texts.es!.alerts![`event.${name}`]).map((name) => `reasoning:${name}`),
    ]
    expect(missing).toEqual([])
  })
})
