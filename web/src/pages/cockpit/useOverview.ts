import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useLoad } from '@/api/load'
import { useSession } from '@/session/session'
import { overview } from './overview'

/** The overview of the region and month in the address of the page `name`, loaded anew when they change. */
export function useOverview(name: string) {
  const route = useRoute()
  const session = useSession()
  const asked = computed(() => ({ region: String(route.query.region ?? ''), month: String(route.query.month ?? '') }))
  const query = computed(() => Object.fromEntries(Object.entries(asked.value).filter(([, value]) => value)))
  const latest = computed(() => session.today.slice(0, 7))
  const loaded = useLoad(() => overview(query.value, session.may, Number((asked.value.month || latest.value).slice(0, 4))))
  watch(query, () => { if (route.name === name) void loaded.reload() })
  return { asked, query, latest, loaded, all: computed(() => loaded.data.value) }
}
