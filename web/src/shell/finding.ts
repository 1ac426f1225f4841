import { computed, ref, shallowRef } from 'vue'
import { useRoute, type RouteLocationRaw } from 'vue-router'
import { api, told, type Person } from '@/api/client'
import { t, w } from '@/session/language'
import { useSession } from '@/session/session'
import { railPages } from './pages'

export interface Found {
  index: number
  title: string
  note: string
  to: RouteLocationRaw
}
interface Group {
  key: 'people' | 'pages' | 'forms'
  items: Found[]
}

const WAIT = 180

export function personNote(person: Person): string {
  return [w(person.age), w(person.residence), person.identity_number].filter(Boolean).join(' · ')
}

/** One search for people, pages and forms. Names travel in the body of a POST, never in an address. */
export function useFinding() {
  const session = useSession()
  const route = useRoute()
  const query = ref('')
  const busy = ref(false)
  const failed = ref(false)
  const people = shallowRef<Person[]>([])
  const stillLoading = ref(false)
  const forms = shallowRef<{ id: string; label: string; system: string }[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function askPeople(): Promise<void> {
    const mine = ++turn
    const text = query.value.trim()
    if (!text || !session.may('search')) {
      people.value = []
      busy.value = false
      return
    }
    try {
      const page = await told(api.POST('/api/people', { body: { query: text, limit: 8 } }))
      if (mine !== turn) return
      people.value = page.items
      stillLoading.value = page.still_loading ?? false
      failed.value = false
    } catch {
      if (mine !== turn) return
      people.value = []
      failed.value = true
    }
    busy.value = false
  }
  async function askForms(): Promise<void> {
    try {
      forms.value = (await session.allForms()).map((form) => ({ id: form.id, label: w(form.label), system: w(form.system_words) }))
    } catch {
      forms.value = []
    }
  }
  function ask(): void {
    clearTimeout(timer)
    busy.value = query.value.trim() !== '' && session.may('search')
    if (!busy.value) people.value = []
    if (!forms.value.length) void askForms()
    timer = setTimeout(() => void askPeople(), WAIT)
  }

  const subject = computed(() => (typeof route.params.subject === 'string' ? route.params.subject : ''))
  const groups = computed<Group[]>(() => {
    const text = query.value.trim().toLowerCase()
    const fits = (label: string): boolean => text === '' || label.toLowerCase().includes(text)
    let index = 0
    const made = (title: string, note: string, to: RouteLocationRaw): Found => ({ index: index++, title, note, to })
    const list: Group[] = []
    const persons = people.value.map((person) => made(person.name, personNote(person), { name: 'person', params: { subject: person.subject } }))
    if (persons.length) list.push({ key: 'people', items: persons })
    const pages = railPages
      .filter((page) => (page.may.length === 0 || page.may.some((act) => session.may(act))) && fits(t(`rail.${page.label}`)))
      .map((page) => made(t(`rail.${page.label}`), t(`railNote.${page.label}`), { name: page.name }))
    if (pages.length) list.push({ key: 'pages', items: pages })
    const shown = forms.value
      .filter((form) => (subject.value || session.may('search')) && fits(form.label))
      .slice(0, 8)
      .map((form) => made(form.label, form.system, subject.value ? { name: 'write', params: { subject: subject.value, form: form.id } } : { name: 'people', query: { form: form.id } }))
    if (shown.length) list.push({ key: 'forms', items: shown })
    return list
  })
  const found = computed(() => groups.value.flatMap((group) => group.items))
  const note = computed(() => {
    if (failed.value) return t('palette.failed')
    if (stillLoading.value) return t('palette.stillLoading')
    return found.value.length ? t('palette.keys') : t('palette.nothing')
  })
  return { query, groups, found, busy, note, ask }
}
