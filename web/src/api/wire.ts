import type { components } from './schema'

/** A record of the server's API document by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]
