import type { Tone } from '@/ui/tone'
import type { Supplier } from './api/suppliers'

export const supplierTones: Record<Supplier['status'], Tone> = { pending_approval: 'warn', approved: 'good', preferred: 'accent', inactive: 'plain', blacklisted: 'bad' }
