import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw, type Router, type RouteRecordRaw } from 'vue-router'
import { carried } from '@/api/client'
import { useSession } from '@/session/session'

declare module 'vue-router' {
  interface RouteMeta {
    bare?: boolean
    /** one of these acts must be open to the post */
    may?: string[]
  }
}

const POLICY = ['figures', 'review', 'approve', 'batch', 'pay']
const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: () => import('@/pages/login/LoginPage.vue'), meta: { bare: true } },
  { path: '/password', name: 'password', component: () => import('@/pages/login/PasswordPage.vue'), meta: { bare: true } },
  { path: '/code', name: 'code', component: () => import('@/pages/login/CodePage.vue'), meta: { bare: true } },
  { path: '/account', name: 'account', component: () => import('@/pages/account/AccountPage.vue') },
  { path: '/requests', name: 'requests', component: () => import('@/pages/requests/RequestsPage.vue'), meta: { may: ['requests'] } },
  { path: '/', name: 'tasks', component: () => import('@/pages/tasks/TasksPage.vue') },
  { path: '/calls', name: 'calls', component: () => import('@/pages/calls/CallListPage.vue'), meta: { may: ['call_list'] } },
  { path: '/people', name: 'people', component: () => import('@/pages/people/PeoplePage.vue'), meta: { may: ['search'] } },
  { path: '/people/:subject', name: 'person', component: () => import('@/pages/person/PersonPage.vue'), props: true },
  { path: '/people/:subject/write/:form', name: 'write', component: () => import('@/pages/person/WritePage.vue'), props: true },
  { path: '/people/:subject/print', name: 'print', component: () => import('@/pages/print/PrintPage.vue'), props: true },
  { path: '/people/:subject/beside', name: 'beside', component: () => import('@/pages/moves/BesidePage.vue'), props: true, meta: { may: ['doubts'] } },
  { path: '/people/:subject/beside/:other', name: 'two-files', component: () => import('@/pages/moves/TwoFilesPage.vue'), props: true, meta: { may: ['doubts'] } },
  { path: '/drafts', name: 'drafts', component: () => import('@/pages/drafts/DraftsPage.vue'), meta: { may: ['write'] } },
  { path: '/referrals', name: 'referrals', component: () => import('@/pages/referrals/ReferralsPage.vue'), meta: { may: ['tasks'] } },
  { path: '/radar', name: 'radar', component: () => import('@/pages/radar/RadarPage.vue'), meta: { may: ['tasks'] } },
  { path: '/standing', name: 'standing', component: () => import('@/pages/standing/StandingPage.vue'), meta: { may: ['tasks'] } },
  { path: '/pools', name: 'pools', component: () => import('@/pages/pools/PoolsPage.vue'), meta: { may: ['tasks'] } },
  { path: '/sign-in-code', name: 'sign-in-code', component: () => import('@/pages/sign_in/SignInCodePage.vue'), meta: { may: ['write'] } },
  { path: '/files/new/:form', name: 'new-file', component: () => import('@/pages/standing/NewFilePage.vue'), props: true, meta: { may: ['write'] } },
  { path: '/register', name: 'register', component: () => import('@/pages/register/RegisterPage.vue'), meta: { may: ['register'] } },
  { path: '/imports', name: 'imports', component: () => import('@/pages/imports/ImportsPage.vue'), meta: { may: ['import'] } },
  { path: '/imports/:id(\\d+)', name: 'import', component: () => import('@/pages/imports/ImportPage.vue'), props: true, meta: { may: ['import'] } },
  { path: '/doubts', name: 'doubts', component: () => import('@/pages/doubts/DoubtsPage.vue'), meta: { may: ['doubts'] } },
  { path: '/review', name: 'review', component: () => import('@/pages/money/ReviewPage.vue'), meta: { may: ['review'] } },
  { path: '/approve', name: 'approve', component: () => import('@/pages/money/ApprovePage.vue'), meta: { may: ['approve'] } },
  { path: '/batches', name: 'batches', component: () => import('@/pages/money/BatchesPage.vue'), meta: { may: ['batch', 'pay'] } },
  { path: '/batches/:id(\\d+)', name: 'batch', component: () => import('@/pages/money/BatchPage.vue'), props: true, meta: { may: ['batch', 'pay'] } },
  { path: '/cockpit', name: 'cockpit', component: () => import('@/pages/cockpit/CockpitPage.vue'), meta: { may: ['figures'] } },
  { path: '/wall', name: 'wall', component: () => import('@/pages/cockpit/WallPage.vue'), meta: { may: ['figures'], bare: true } },
  { path: '/report', name: 'report', component: () => import('@/pages/cockpit/ReportPage.vue'), meta: { may: ['figures'] } },
  { path: '/resources', name: 'resources', component: () => import('@/pages/resources/ResourcesPage.vue'), meta: { may: ['figures'] } },
  { path: '/figures', name: 'figures', component: () => import('@/pages/figures/FiguresPage.vue'), meta: { may: ['figures'] } },
  { path: '/figures/:indicator', name: 'figure', component: () => import('@/pages/figures/FigurePage.vue'), props: true, meta: { may: ['figures'] } },
  { path: '/duties', name: 'duties', component: () => import('@/pages/duties/DutiesPage.vue'), meta: { may: ['progress', 'supervise'] } },
  { path: '/duties/:id', name: 'duty', component: () => import('@/pages/duties/DutyPage.vue'), props: true, meta: { may: ['progress', 'supervise'] } },
  { path: '/budget', name: 'budget', component: () => import('@/pages/budget/BudgetPage.vue'), meta: { may: ['review', 'approve', 'batch', 'pay'] } },
  { path: '/supervision', name: 'supervision', component: () => import('@/pages/supervision/SupervisionPage.vue'), meta: { may: ['review', 'approve'] } },
  { path: '/policy-drafts', name: 'policy-drafts', component: () => import('@/pages/simulation/PolicyDraftsPage.vue'), meta: { may: ['review', 'approve', 'batch', 'pay', 'supervise'] } },
  { path: '/people/:subject/benefits/:benefit/:year', name: 'then-now', component: () => import('@/pages/money/ThenNowPage.vue'), props: true, meta: { may: ['review', 'approve', 'batch'] } },
  { path: '/simulation', name: 'simulation', component: () => import('@/pages/simulation/SimulationPage.vue'), meta: { may: ['review', 'approve', 'batch', 'pay'] } },
  { path: '/policy', name: 'policy', component: () => import('@/pages/policy/PolicyPage.vue'), meta: { may: POLICY } },
  { path: '/policy/:system', name: 'system', component: () => import('@/pages/policy/SystemPage.vue'), props: true, meta: { may: POLICY } },
  { path: '/emergency', name: 'emergency', component: () => import('@/pages/trust/EmergencyPage.vue'), meta: { may: ['emergency'] } },
  { path: '/audit', name: 'audit', component: () => import('@/pages/trust/AuditPage.vue'), meta: { may: ['audit'] } },
  { path: '/faults', name: 'faults', component: () => import('@/pages/faults/FaultsPage.vue'), meta: { may: ['faults'] } },
  { path: '/forbidden', name: 'forbidden', component: () => import('@/pages/message/ForbiddenPage.vue') },
  { path: '/unreachable', name: 'unreachable', component: () => import('@/pages/message/UnreachablePage.vue'), meta: { bare: true } },
  ...(import.meta.env.DEV || import.meta.env.VITE_DESIGN ? [{ path: '/design', name: 'design', component: () => import('@/pages/design/DesignPage.vue') }] : []),
  { path: '/:rest(.*)*', name: 'missing', component: () => import('@/pages/message/MissingPage.vue') },
]

async function known(): Promise<boolean> {
  const session = useSession()
  if (session.session) return true
  try {
    await session.load()
    return true
  } catch {
    return false
  }
}

/** Where a visit goes that may not go where it wanted. */
function redirected(to: RouteLocationNormalized): RouteLocationRaw | true {
  const session = useSession()
  if (to.name === 'login') return session.account ? { name: 'tasks' } : true
  if (!session.account) return { name: 'login', query: to.fullPath === '/' ? {} : { back: to.fullPath } }
  if (session.account.must_give_code) return to.name === 'code' ? true : { name: 'code' }
  if (session.account.must_set_password) return to.name === 'password' ? true : { name: 'password' }
  const closed = to.meta.may && !to.meta.may.some((act) => session.may(act))
  return closed ? { name: 'forbidden' } : true
}

/** A family has an application of its own, which needs none of the desks. */
function toFamily(): false {
  window.location.replace('/family.html')
  return false
}

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  })
  router.beforeEach(async (to) => {
    if (to.name === 'unreachable') return true
    if (!(await known())) return { name: 'unreachable', query: { back: to.fullPath } }
    if (useSession().may('family')) return toFamily()
    return redirected(to)
  })
  carried.onExpired = () => {
    const session = useSession()
    if (!session.account) return
    session.expire()
    void router.push({ name: 'login', query: { back: router.currentRoute.value.fullPath, expired: '1' } })
  }
  return router
}
