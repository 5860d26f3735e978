export const wasteReasons = ['damaged', 'expired', 'unsold', 'production_surplus', 'burnt', 'quality_reject', 'customer_return', 'sample', 'spill', 'recall'] as const
export const wasteDestinations = ['landfill', 'donation', 'prevention_reuse', 'animal_feed', 'by_product', 'compost', 'energy'] as const
