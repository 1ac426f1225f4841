// Keeps the family's page on the phone, so that it opens without a network. Answers of the server are never kept here: they are personal.
const SHELL = 'banxing-family-1'
const PAGE = '/family.html'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([PAGE, '/star.svg', '/family.webmanifest'])).then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)))).then(() => self.clients.claim()))
})

async function newest(request, key) {
  const cache = await caches.open(SHELL)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(key, answer.clone())
    return answer
  } catch (fault) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw fault
  }
}
async function once(request) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname === PAGE) event.respondWith(newest(event.request, PAGE))
  // a file below /assets carries a hash of itself in its name
  else if (pathname.startsWith('/assets/') || pathname === '/star.svg') event.respondWith(once(event.request))
})
