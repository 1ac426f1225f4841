import { onBeforeUnmount, onMounted, type Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { ask } from '@/parts/ask'
import { t } from '@/session/language'

/** Asks before a half-filled form is left; the draft stays in this tab either way. */
export function useLeaveGuard(dirty: Ref<boolean>): void {
  onBeforeRouteLeave(async (to) => {
    if (!dirty.value || to.name === 'login') return true
    return (await ask({ title: t('leave.title'), text: t('leave.text'), yes: t('leave.yes'), no: t('leave.no') })) !== null
  })
  function onUnload(event: BeforeUnloadEvent): void {
    if (dirty.value) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', onUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload))
}
