import type { TimelineEntry } from '@/api/client'

const FORM = ['benefits', 'private_help'].join('.')

/** Gifts and private help in a file, shown beside the public benefits. */
export function helpIn(timeline: TimelineEntry[]): TimelineEntry[] {
  return timeline.filter((entry) => entry.form === FORM && entry.op !== 'withdrawal')
}
