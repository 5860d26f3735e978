import { describe, expect, it } from 'vitest'
import { rankCommands } from './command'

const commands = ['Compras', 'Producción', 'Pedidos', 'Pedidos fijos', 'Previsiones'].map((label) => ({ label }))
const found = (query: string) => rankCommands(commands, query).map((command) => command.label)

describe('command palette', () => {
  it('forgives accents and capitals', () => {
    expect(found('produccion')).toEqual(['Producción'])
  })

  it('puts the start of a word first', () => {
    expect(found('fijos')[0]).toBe('Pedidos fijos')
    expect(found('pe')[0]).toBe('Pedidos')
  })

  it('is quick with thousands of records', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ label: `Artículo ${index}` }))
    expect(rankCommands(many, 'articulo 4999')[0]?.label).toBe('Artículo 4999')
  })
})
