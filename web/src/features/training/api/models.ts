import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Model = Schema<'ModelView'>
export type ModelMetrics = Schema<'TrainingShowModelMetricsResponse'>
export type TrainingJob = Schema<'JobView'>

export const modelPage = (query: TableQuery) => get<Paged<Model>>('/training/models', { query })
export const modelMetrics = (id: string) => queryOptions({ queryKey: ['training', 'metrics', id], queryFn: () => get<ModelMetrics>('/training/models/{id}/metrics', { path: { id } }) })
export const productModels = (item_id: string) => queryOptions({ queryKey: ['training', 'models', 'product', item_id], queryFn: async () => (await get<Schema<'TrainingListProductModelsResponse'>>('/training/products/{item_id}/models', { path: { item_id } })).items })
export const activateModel = (id: string) => post<Model>('/training/models/{id}/activate', undefined, { path: { id } })
export const startTraining = () => post<Schema<'TrainingStartTrainingResponse'>>('/training/jobs', { reason: 'manual' })

const isOpen = (job: TrainingJob | undefined) => job?.state === 'pending' || job?.state === 'running'

/** The newest training; asked every two seconds while it runs. */
export const latestJob = () => queryOptions({
  queryKey: ['training', 'job'],
  queryFn: async () => (await get<Paged<TrainingJob>>('/training/jobs', { query: { limit: 1 } })).items[0] ?? null,
  refetchInterval: (query) => (isOpen(query.state.data ?? undefined) ? 2000 : false),
})
