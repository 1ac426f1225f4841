import type { Budget, Duty, Figure } from '@/api/client'
import { day, money, month, number, t, w } from '@/session/language'
import { countOf } from '../duties/dutyWords'
import { chiefTarget, goalOf, valueOf } from '../figures/figureWords'
import { trendOf } from './steps'

/** A sentence that was computed, and from what: a report marks it as such. */
export interface Said {
  text: string
  from: string
}

const ofStanding = (figures: Figure[], standings: string[]): Figure[] => figures.filter((one) => standings.includes(chiefTarget(one)?.standing ?? ''))

/** What stands about the targets as a whole. */
export function overall(figures: Figure[], place: string, when: string): Said[] {
  const set = figures.filter((one) => chiefTarget(one)?.value !== undefined && chiefTarget(one)?.standing !== 'no_data')
  const good = ofStanding(set, ['reached', 'on_track'])
  const risk = ofStanding(set, ['at_risk'])
  const missed = ofStanding(set, ['missed'])
  const names = (all: Figure[]): string => all.map((one) => w(one.title)).join(t('report.and'))
  const out = [{ text: t('report.overall', { place, month: month(when), n: number(set.length), good: number(good.length), risk: number(risk.length), missed: number(missed.length) }), from: t('report.from.figures') }]
  if (risk.length) out.push({ text: t('report.atRisk', { names: names(risk) }), from: t('report.from.figures') })
  if (missed.length) out.push({ text: t('report.missed', { names: names(missed) }), from: t('report.from.figures') })
  return out
}

/** One indicator in a sentence: the figure, where it came from, its target. */
export function about(figure: Figure): Said {
  const target = chiefTarget(figure)
  const trend = trendOf(figure)
  const before = figure.course.at(-2)
  const parts = [
    t('report.figure', { what: w(figure.title), value: valueOf(figure) }),
    trend && before ? t(`report.trend.${trend}`, { value: before.value }) : '',
    target?.value !== undefined ? t('report.goal', { goal: goalOf(figure, target), day: day(target.by), standing: t(`figures.standing.${target.standing}`) }) : '',
  ]
  return { text: parts.filter(Boolean).join(t('report.and')) + t('report.stop'), from: t(`figures.source.${figure.source}`) }
}

export function duties(all: Duty[]): Said[] {
  const orders = all.reduce((sum, one) => sum + one.overdue_orders, 0)
  const late = all.filter((one) => one.state === 'late')
  const out = [{ text: t('report.duties', { n: number(all.length), late: number(late.length), risk: number(countOf(all, 'at_risk')), orders: number(orders) }), from: t('report.from.duties') }]
  if (late.length) out.push({ text: t('report.lateDuties', { names: late.map((one) => w(one.title)).join(t('report.and')) }), from: t('report.from.duties') })
  return out
}

export function funds(budget: Budget): Said {
  const sum = (of: 'appropriated' | 'paid' | 'committed' | 'available'): number => budget.lines.reduce((total, line) => total + line[of], 0)
  return { text: t('report.money', { year: budget.year, appropriated: money(sum('appropriated')), paid: money(sum('paid')), committed: money(sum('committed')), available: money(sum('available')) }), from: t('report.from.budget') }
}

export function workload(places: { name: string; open: number; overdue: number }[]): Said[] {
  const open = places.reduce((sum, one) => sum + one.open, 0)
  const overdue = places.reduce((sum, one) => sum + one.overdue, 0)
  const worst = [...places].filter((one) => one.overdue > 0).sort((a, b) => b.overdue - a.overdue).slice(0, 3)
  const out = [{ text: t('report.tasks', { open: number(open), overdue: number(overdue) }), from: t('report.from.tasks') }]
  if (worst.length) out.push({ text: t('report.worst', { places: worst.map((one) => t('report.placeWith', { name: one.name, n: number(one.overdue) })).join(t('report.and')) }), from: t('report.from.tasks') })
  return out
}
