import type { Tone } from '@/ui/tone'
import type { Shipment } from '../api/distribution'

export const shipmentTone: Record<Shipment['status'], Tone> = { pending: 'warn', packed: 'accent', in_transit: 'info', delivered: 'good', failed: 'bad', cancelled: 'plain' }
