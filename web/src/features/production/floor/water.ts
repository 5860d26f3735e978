import { decimal } from '@/lib/decimal'

/** Temperatures in °C as they were typed. */
export interface Temperatures { dough: string; flour: string; room: string; friction: string; tap: string; preferment: string }

export const usual: Temperatures = { dough: '25', flour: '22', room: '24', friction: '12', tap: '14', preferment: '' }

/**
 * Water and ice for a dough that leaves the mixer at the wanted temperature, by the rule of the base temperature as the server has it: three times the
 * dough (four with a pre-ferment) less all the others. Below four degrees a part of the water is ice. Works without network.
 */
export function waterFor(read: Temperatures, grams: number): { celsius: string; water: number; ice: number } {
  const parts = [read.flour, read.room, read.friction, ...(read.preferment === '' ? [] : [read.preferment])]
  const wanted = parts.reduce((rest, part) => rest.minus(decimal(part)), decimal(read.dough).times(parts.length))
  const tap = decimal(read.tap)
  const share = wanted.lt(4) && tap.gt(wanted) ? tap.minus(wanted).div(tap.plus(80)) : decimal(0)
  const ice = Math.min(grams, Number(share.times(grams).round(0).toFixed()))
  return { celsius: wanted.round(1).toFixed(), water: grams - ice, ice }
}
