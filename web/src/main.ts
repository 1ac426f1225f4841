import { createPinia } from 'pinia'
import { createApp } from 'vue'
import 'element-plus/dist/index.css'
import './theme/tokens.css'
import './theme/element.css'
import './theme/base.css'
import './theme/controls.css'
import './theme/print.css'
import App from './App.vue'
import { makeRouter } from './router'
import { i18n } from './session/language'

createApp(App).use(createPinia()).use(i18n).use(makeRouter()).mount('#app')
