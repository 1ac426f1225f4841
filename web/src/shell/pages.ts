import type { Component } from 'vue'
import type { PictoName } from '@/picto/drawings'
import { AlarmClock, Bell, ChatLineSquare, Checked, CircleCheck, Coin, Collection, Connection, DataAnalysis, DataLine, Document, EditPen, Files, FirstAidKit, Guide, Iphone, List, MapLocation, Monitor, Phone, Promotion, Search, Stamp, Tickets, View, Wallet, WarningFilled } from '@element-plus/icons-vue'

/** The pages a post may open, in the order of the rail; `label` is a key under rail. */
export interface RailPage {
  name: string
  label: string
  icon: Component
  may: string[]
  /** for posts of this role only */
  role?: string
  /** its picture in easy mode */
  picto?: PictoName
}

/** In the order of the rail: those that a post may open. */
export function pagesOf(may: (act: string) => boolean, role = ''): RailPage[] {
  return railPages.filter((page) => (page.may.length === 0 || page.may.some(may)) && (!page.role || page.role === role))
}

const railPages: RailPage[] = [
  { name: 'tasks', picto: 'list', label: 'tasks', icon: Bell, may: [] },
  { name: 'people', picto: 'search', label: 'people', icon: Search, may: ['search'] },
  { name: 'calls', picto: 'call', label: 'calls', icon: Phone, may: ['call_list'] },
  { name: 'review', picto: 'eye', label: 'review', icon: Checked, may: ['review'] },
  { name: 'approve', picto: 'yes', label: 'approve', icon: CircleCheck, may: ['approve'] },
  { name: 'batches', picto: 'money', label: 'batches', icon: Coin, may: ['batch', 'pay'] },
  { name: 'referrals', picto: 'next', label: 'referrals', icon: Promotion, may: ['tasks'] },
  { name: 'sign-in-code', picto: 'form', label: 'signInCode', icon: Iphone, may: ['write'], role: 'institution' },
  { name: 'radar', picto: 'calendar', label: 'radar', icon: AlarmClock, may: ['tasks'] },
  { name: 'register', picto: 'pencil', label: 'register', icon: EditPen, may: ['register'] },
  { name: 'imports', picto: 'form', label: 'imports', icon: Files, may: ['import'] },
  { name: 'doubts', picto: 'question', label: 'doubts', icon: Connection, may: ['doubts'] },
  { name: 'requests', picto: 'question', label: 'requests', icon: ChatLineSquare, may: ['requests'] },
  { name: 'cockpit', picto: 'eye', label: 'cockpit', icon: Monitor, may: ['figures'] },
  { name: 'resources', picto: 'eye', label: 'resources', icon: MapLocation, may: ['figures'] },
  { name: 'figures', picto: 'eye', label: 'figures', icon: DataLine, may: ['figures'] },
  { name: 'duties', picto: 'list', label: 'duties', icon: List, may: ['progress', 'supervise'] },
  { name: 'standing', picto: 'list', label: 'standing', icon: Guide, may: ['tasks'] },
  { name: 'pools', picto: 'list', label: 'pools', icon: Tickets, may: ['tasks'] },
  { name: 'drafts', picto: 'pencil', label: 'drafts', icon: Document, may: ['write'] },
  { name: 'budget', picto: 'money', label: 'budget', icon: Wallet, may: ['review', 'approve', 'batch', 'pay'] },
  { name: 'supervision', picto: 'eye', label: 'supervision', icon: View, may: ['review', 'approve'] },
  { name: 'simulation', picto: 'question', label: 'simulation', icon: DataAnalysis, may: ['review', 'approve', 'batch', 'pay'] },
  { name: 'policy', picto: 'form', label: 'policy', icon: Collection, may: ['figures', 'review', 'approve', 'batch', 'pay'] },
  { name: 'policy-drafts', picto: 'yes', label: 'policyDrafts', icon: Stamp, may: ['review', 'approve', 'batch', 'pay', 'supervise'] },
  { name: 'emergency', picto: 'alert', label: 'emergency', icon: FirstAidKit, may: ['emergency'] },
  { name: 'audit', picto: 'eye', label: 'audit', icon: Tickets, may: ['audit'] },
  { name: 'faults', picto: 'alert', label: 'faults', icon: WarningFilled, may: ['faults'] },
]
