/** Stages of a batch, in their usual order. */
export const stages = ['soaking', 'pre_ferment', 'mixing', 'bulk', 'dividing', 'shaping', 'proofing', 'cooling', 'lamination', 'scoring', 'baking', 'cooling_out', 'finishing', 'packing'] as const
