import type { Trace, TraceNode } from '../api/recalls'

export interface Step { node: TraceNode; kind?: string; quantity?: string | null; again: boolean; next: Step[] }

/** The graph as a tree: what is reached twice is drawn out once and named the second time. */
export function stepsOf(trace: Trace): Step[] {
  const forward = trace.direction === 'forward'
  const nodes = new Map(trace.nodes.map((node) => [node.id, node]))
  const links = new Map<string, Trace['links']>()
  for (const link of trace.links) {
    const from = forward ? link.from_id : link.to_id
    links.set(from, [...(links.get(from) ?? []), link])
  }
  const drawn = new Set<string>()
  const step = (node: TraceNode, kind?: string, quantity?: string | null): Step => {
    const again = drawn.has(node.id)
    drawn.add(node.id)
    const next = again ? [] : (links.get(node.id) ?? []).flatMap((link) => {
      const to = nodes.get(forward ? link.to_id : link.from_id)
      return to ? [step(to, link.kind, link.quantity)] : []
    })
    return { node, ...(kind === undefined ? {} : { kind }), ...(quantity === undefined ? {} : { quantity }), again, next }
  }
  return trace.nodes.filter((node) => node.level === 0).map((node) => step(node))
}
