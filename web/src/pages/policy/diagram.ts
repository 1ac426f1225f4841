import { Graph, layout } from '@dagrejs/dagre'
import type { PolicySystem } from '@/api/client'

type Pathway = PolicySystem['pathway']
export type Kind = 'stage' | 'task' | 'referral' | 'form'
export interface Box {
  id: string
  kind: Kind
  x: number
  y: number
  width: number
  height: number
}
export interface Line {
  key: string
  tie: Pathway['edges'][number]['tie']
  path: string
}
export interface Diagram {
  width: number
  height: number
  boxes: Box[]
  lines: Line[]
}

const SIZE: Record<Kind, { width: number; height: number }> = {
  stage: { width: 168, height: 64 },
  task: { width: 212, height: 68 },
  referral: { width: 212, height: 56 },
  form: { width: 168, height: 46 },
}
const kindOf = (id: string): Kind => id.slice(0, id.indexOf(':')) as Kind

/** Rounded corners through the points that the layout gives. */
export function curve(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.at(-1) ?? first
  const middles = rest.slice(0, -1).map((at, i) => `Q${at.x} ${at.y} ${(at.x + rest[i + 1]!.x) / 2} ${(at.y + rest[i + 1]!.y) / 2}`)
  return [`M${first.x} ${first.y}`, ...middles, `L${last.x} ${last.y}`].join('')
}

/** Boxes and lines from left to right; stages that no record leads to stand there as well. */
export function diagramOf(pathway: Pathway): Diagram {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 56, marginx: 8, marginy: 8, acyclicer: 'greedy' })
  graph.setDefaultEdgeLabel(() => ({}))
  const ids = [
    ...pathway.forms.map((one) => `form:${one.id}`),
    ...pathway.tasks.map((one) => `task:${one.id}`),
    ...pathway.referrals.map((one) => `referral:${one.id}`),
    ...pathway.stages.map((one) => `stage:${one.id}`),
  ]
  for (const id of ids) graph.setNode(id, { ...SIZE[kindOf(id)] })
  for (const edge of pathway.edges) graph.setEdge(edge.from, edge.to)
  layout(graph)
  const frame = graph.graph() as { width?: number; height?: number }
  return {
    width: Math.ceil(frame.width ?? 0),
    height: Math.ceil(frame.height ?? 0),
    boxes: ids.map((id) => {
      const { x, y } = graph.node(id) as { x: number; y: number }
      const { width, height } = SIZE[kindOf(id)]
      return { id, kind: kindOf(id), x: x - width / 2, y: y - height / 2, width, height }
    }),
    lines: pathway.edges.map((edge) => ({
      key: `${edge.from}>${edge.to}`,
      tie: edge.tie,
      path: curve((graph.edge(edge.from, edge.to) as { points: { x: number; y: number }[] }).points),
    })),
  }
}
