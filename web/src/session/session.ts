import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, carried, told, type Form, type Session } from '@/api/client'

/** Who is logged in, what the post may do, which day it is at the server. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const reached = ref(true)
  const forms = shallowRef<Form[] | null>(null)

  const account = computed(() => session.value?.account ?? null)
  const today = computed(() => session.value?.today ?? '1970-01-01')
  const may = (act: string): boolean => account.value?.may.includes(act) ?? false

  function take(next: Session): void {
    if (next.account?.name !== session.value?.account?.name) forms.value = null
    session.value = next
    carried.csrf = next.csrf ?? ''
  }
  async function load(): Promise<void> {
    take(await told(api.GET('/api/session')))
  }
  async function logIn(name: string, password: string): Promise<void> {
    take(await told(api.POST('/api/session', { body: { name, password } })))
  }
  async function setPassword(password: string, new_password: string): Promise<void> {
    take(await told(api.PUT('/api/session/password', { body: { password, new_password } })))
  }
  async function logOut(): Promise<void> {
    try {
      await told(api.DELETE('/api/session'))
    } finally {
      sessionStorage.clear()
      await load()
    }
  }
  /** The server no longer knows us: the page keeps its drafts, the person logs in again. */
  function expire(): void {
    session.value = null
    carried.csrf = ''
  }
  async function formById(id: string): Promise<Form | undefined> {
    return (await allForms()).find((form) => form.id === id)
  }
  async function allForms(): Promise<Form[]> {
    forms.value ??= (await told(api.GET('/api/forms'))).forms
    return forms.value
  }

  carried.onReach = (value) => { reached.value = value }
  return { session, account, today, reached, may, load, logIn, setPassword, logOut, expire, allForms, formById }
})
