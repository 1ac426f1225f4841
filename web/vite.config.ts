import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env.BANXING_URL ?? 'http://127.0.0.1:8080'

/** The server sends name.gz in place of name to whoever takes it; it packs nothing itself. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|svg|html)$/.test(name))) {
        writeFileSync(join(dir, `${file}.gz`), gzipSync(readFileSync(join(dir, file)), { level: 9 }))
      }
    },
  }
}

/** A page shows its shell at once: styles load at the end of the body, not before the first paint. */
function shellFirst(): Plugin {
  return {
    name: 'shell-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const links = html.match(/<link rel="(?:stylesheet|modulepreload)"[^>]*>/g) ?? []
        const scripts = html.match(/<script type="module"[^>]*><\/script>/g) ?? []
        const bare = [...links, ...scripts].reduce((text, one) => text.replace(one, ''), html)
        return bare.replace('</body>', `${[...links, ...scripts].join('')}</body>`)
      },
    },
  }
}

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  plugins: [vue(), shellFirst(), packed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    // the content security policy allows no data: address
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: [page('./index.html'), page('./family.html')] },
  },
  server: { port: 5173, proxy: { '/api': server } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
