import { computed, ref, shallowRef } from 'vue'
import { useRoute, type RouteLocationRaw } from 'vue-router'
import { api, told, type Form, type Person } from '@/api/client'
import { t, w } from '@/session/language'
import { useSession } from '@/session/session'
import { soundsLike } from '@/values/pinyin'
import { pagesOf } from './pages'

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
type Unnumbered = Omit<Found, 'index'>

const WAIT = 180
const FEW = 8

export function personNote(person: Person): string {
  return [w(person.age), w(person.residence), person.identity_number].filter(Boolean).join(' · ')
}

function personItem(person: Person): Unnumbered {
  return { title: person.name, note: personNote(person), to: { name: 'person', params: { subject: person.subject } } }
}

/** On a file a form is opened for that person; elsewhere the person is found first. */
function formItem(form: Form, subject: string): Unnumbered {
  const to = subject ? { name: 'write', params: { subject, form: form.id } } : { name: 'people', query: { form: form.id } }
  return { title: w(form.label), note: w(form.system_words), to }
}

function pageItems(may: (act: string) => boolean, role?: string): Unnumbered[] {
  return pagesOf(may, role).map((page) => ({ title: t(`rail.${page.label}`), note: t(`railNote.${page.label}`), to: { name: page.name } }))
}

function numbered(groups: [Group['key'], Unnumbered[]][]): Group[] {
  let index = 0
  return groups.filter(([, items]) => items.length > 0).map(([key, items]) => ({ key, items: items.map((item) => ({ ...item, index: index++ })) }))
}

/** People by name, part, initials or number. Names travel in the body of a POST, never in an address. */
function usePeople(query: () => string) {
  const people = shallowRef<Person[]>([])
  const busy = ref(false)
  const fault = ref<'' | 'failed' | 'stillLoading'>('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function fetchPeople(): Promise<void> {
    const mine = ++turn
    const answer = await told(api.POST('/api/people', { body: { query: query(), limit: FEW } })).catch(() => null)
    if (mine !== turn) return
    people.value = answer?.items ?? []
    fault.value = answer === null ? 'failed' : answer.still_loading ? 'stillLoading' : ''
    busy.value = false
  }
  function ask(wanted: boolean): void {
    clearTimeout(timer)
    turn++
    busy.value = wanted
    if (wanted) timer = setTimeout(() => void fetchPeople(), WAIT)
    else people.value = []
  }
  return { people, busy, fault, ask }
}

/** One search for people, pages and forms. */
export function useFinding() {
  const session = useSession()
  const route = useRoute()
  const query = ref('')
  const forms = shallowRef<Form[]>([])
  const text = computed(() => query.value.trim())
  const { people, busy, fault, ask: askPeople } = usePeople(() => text.value)

  function ask(): void {
    askPeople(text.value !== '' && session.may('search'))
    if (!forms.value.length) void session.allForms().then((all) => { forms.value = all }, () => undefined)
  }
  const fits = (item: Unnumbered): boolean => soundsLike(item.title, text.value)
  const groups = computed(() => {
    const subject = typeof route.params.subject === 'string' ? route.params.subject : ''
    const writable = subject || session.may('search') ? forms.value : []
    return numbered([
      ['people', people.value.map(personItem)],
      ['pages', pageItems(session.may, session.account?.role).filter(fits)],
      ['forms', writable.map((form) => formItem(form, subject)).filter(fits).slice(0, FEW)],
    ])
  })
  const found = computed(() => groups.value.flatMap((group) => group.items))
  const note = computed(() => {
    if (fault.value) return t(`palette.${fault.value}`)
    return found.value.length ? t('palette.keys') : t('palette.nothing')
  })
  return { query, groups, found, busy, note, ask }
}
