import { createPinia } from 'pinia'
import { createApp } from 'vue'
import '@/theme/tokens.css'
import '@/theme/reading.css'
import '@/theme/theme.css'
import '@/theme/print.css'
import './family.css'
import { i18n } from '@/session/language'
import FamilyApp from './FamilyApp.vue'
import { makeFamilyRouter } from './router'

createApp(FamilyApp).use(createPinia()).use(i18n).use(makeFamilyRouter()).mount('#app')
// after the first paint: what makes the next visit possible must not delay this one
if ('serviceWorker' in navigator && import.meta.env.PROD) window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
