import type { Resources } from '@/api/client'
import { t } from '@/session/language'

export type MapPoint = NonNullable<Resources['towns'][number]['at']>
const MARGIN = 46
const METRES_A_MILLIONTH = 0.111195

/** "24 km", "800 m" */
export const kilometres = (metres: number): string => (metres < 1000 ? t('resources.metres', { n: metres }) : t('resources.kilometres', { n: Math.round(metres / 100) / 10 }))

/** Fits points into a drawing: north up, a degree east shortened by the latitude, so that distances compare. */
export function areaOf(points: MapPoint[], width: number, height: number) {
  const north = points.map((one) => one.north)
  const east = points.map((one) => one.east)
  const top = Math.max(...north)
  const left = Math.min(...east)
  const shrink = Math.cos(((top + Math.min(...north)) / 2e6 / 180) * Math.PI)
  const wide = Math.max(1, (Math.max(...east) - left) * shrink)
  const tall = Math.max(1, top - Math.min(...north))
  const unit = Math.min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / tall)
  const aside = (width - wide * unit) / 2
  const above = (height - tall * unit) / 2
  return {
    place: (at: MapPoint): { x: number; y: number } => ({ x: aside + (at.east - left) * shrink * unit, y: above + (top - at.north) * unit }),
    scale: (metres: number): number => (metres / METRES_A_MILLIONTH) * unit,
  }
}
