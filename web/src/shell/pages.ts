import type { Component } from 'vue'
import { Bell, Checked, CircleCheck, Coin, Connection, EditPen, Files, Phone, Search, WarningFilled } from '@element-plus/icons-vue'

/** The pages a post may open, in the order of the rail; `label` is a key under rail. */
export interface RailPage {
  name: string
  label: string
  icon: Component
  may: string[]
}

export const railPages: RailPage[] = [
  { name: 'tasks', label: 'tasks', icon: Bell, may: [] },
  { name: 'people', label: 'people', icon: Search, may: ['search'] },
  { name: 'calls', label: 'calls', icon: Phone, may: ['call_list'] },
  { name: 'register', label: 'register', icon: EditPen, may: ['register'] },
  { name: 'imports', label: 'imports', icon: Files, may: ['import'] },
  { name: 'doubts', label: 'doubts', icon: Connection, may: ['doubts'] },
  { name: 'review', label: 'review', icon: Checked, may: ['review'] },
  { name: 'approve', label: 'approve', icon: CircleCheck, may: ['approve'] },
  { name: 'batches', label: 'batches', icon: Coin, may: ['batch', 'pay'] },
  { name: 'faults', label: 'faults', icon: WarningFilled, may: ['faults'] },
]
