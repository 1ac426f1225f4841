import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

const PHONE = 720
const MOST = 9
const LEAST = 3
/** rem: an entry beside its neighbours on a phone, under its neighbour elsewhere, what stands above the entries */
const WIDE = 4.6
const HIGH = 4.5
const HEAD = 5

/** How many of `all` entries a bar of this window holds; where not all fit, one place is kept for the button that opens the rest. */
export function roomFor(all: number, width: number, height: number, rem: number): number {
  const places = width <= PHONE ? Math.floor((width - 12) / (WIDE * rem)) : Math.min(MOST + 1, Math.floor((height - HEAD * rem) / (HIGH * rem)))
  return all <= places ? all : Math.max(LEAST, places - 1)
}

/** The same for the window as it stands, followed when it is turned or the type grows. */
export function useRoom(all: () => number): Ref<number> {
  const measured = (): number => roomFor(all(), innerWidth, innerHeight, parseFloat(getComputedStyle(document.documentElement).fontSize))
  const room = ref(measured())
  const again = (): void => { room.value = measured() }
  // the reading mode changes an attribute, and with it the size of the type
  const watched = new MutationObserver(again)
  watch(all, again)
  onMounted(() => {
    again()
    window.addEventListener('resize', again)
    watched.observe(document.documentElement, { attributes: true, attributeFilter: ['data-reading'] })
  })
  onBeforeUnmount(() => {
    window.removeEventListener('resize', again)
    watched.disconnect()
  })
  return room
}
