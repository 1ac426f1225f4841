import { createRouter, createWebHashHistory, type RouteLocationNormalized, type RouteLocationRaw, type Router } from 'vue-router'
import { carried } from '@/api/client'
import { useSession } from '@/session/session'
import HomePage from './HomePage.vue'

/** Behind the hash, so that no address of a family reaches a log. */
const routes = [
  { path: '/', name: 'home', component: HomePage },
  { path: '/login', name: 'login', component: () => import('@/pages/login/LoginPage.vue'), meta: { bare: true } },
  { path: '/code', name: 'code', component: () => import('@/pages/login/CodePage.vue'), meta: { bare: true } },
  { path: '/password', name: 'password', component: () => import('@/pages/login/PasswordPage.vue'), meta: { bare: true } },
  { path: '/child/:subject', name: 'child', component: () => import('./ChildPage.vue'), props: true },
  { path: '/child/:subject/readings', name: 'readings', component: () => import('./ReadingsPage.vue'), props: true },
  { path: '/child/:subject/requests', name: 'requests', component: () => import('./RequestsPage.vue'), props: true },
  { path: '/guide', name: 'guide', component: () => import('./GuidePage.vue') },
  { path: '/sign-in/:code?', name: 'sign-in', component: () => import('./SignInPage.vue'), props: true },
  { path: '/:rest(.*)*', redirect: '/' },
]

/** The page that this visitor has to see first, if any. */
function doorOf(session: ReturnType<typeof useSession>): 'login' | 'code' | 'password' | undefined {
  // without a network the page opens all the same, and says so
  if (!session.session) return undefined
  if (!session.account) return 'login'
  if (session.account.must_give_code) return 'code'
  return session.account.must_set_password ? 'password' : undefined
}

/** Whoever scanned a code comes back to it after the log-in. */
function atDoor(door: string, to: RouteLocationNormalized): RouteLocationRaw {
  return { name: door, query: to.name === 'sign-in' ? { back: to.fullPath } : {} }
}

export function makeFamilyRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes, scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 } })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.session) await session.load().catch(() => undefined)
    const door = doorOf(session)
    if (door) return to.name === door ? true : atDoor(door, to)
    return to.name === 'login' && session.account ? { name: 'home' } : true
  })
  carried.onExpired = () => {
    useSession().expire()
    void router.push({ name: 'login', query: { expired: '1' } })
  }
  return router
}
