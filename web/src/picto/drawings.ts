/** Banxing's own pictograms on a field of 48 by 48: `soft` is filled lightly, `line` is drawn, `dark` is filled. */
export interface Drawing {
  soft?: string
  line?: string
  dark?: string
}

export const drawings = {
  home: { soft: 'M9 23 24 9l15 14v17H9z', line: 'M5 25 24 7l19 18M10 21v19h28V21M20 40V29h8v11' },
  child: { soft: 'M15 42c0-9 3-15 9-15s9 6 9 15z', line: 'M24 6a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM14 43c0-10 4-16 10-16s10 6 10 16M20 17c1.500 2 6.500 2 8 0', dark: 'M20.500 12.500a1.500 1.500 0 1 0 .01 0zM27.500 12.500a1.500 1.500 0 1 0 .01 0z' },
  person: { soft: 'M8 42c1-11 7-16 16-16s15 5 16 16z', line: 'M24 5a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 43c0-11 7-17 16-17s16 6 16 17' },
  family: { soft: 'M4 40c0-9 4-14 10-14s10 5 10 14zM24 41c0-7 3-11 9-11s9 4 9 11z', line: 'M14 8a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM4 41c0-10 4-15 10-15s10 5 10 15M33 16a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM25 41c0-7 3-10 8-10s9 3 9 10' },
  doctor: { soft: 'M8 43c1-11 7-16 16-16s15 5 16 16z', line: 'M24 5a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 43c0-11 7-16 16-16s16 5 16 16M18 28v6a5 5 0 0 0 10 0M30 28v5', dark: 'M30 33a3 3 0 1 0 .01 0z' },
  hospital: { soft: 'M8 14h32v28H8z', line: 'M8 42V14h32v28zM17 14V6h14v8M20 42v-9h8v9M24 18v10M19 23h10' },
  school: { soft: 'M8 22h32v20H8z', line: 'M4 22 24 10l20 12M8 22v20h32V22M20 42V32h8v10M24 10V4h9v5h-9' },
  work: { soft: 'M6 17h36v23H6z', line: 'M6 17h36v23H6zM17 17V9h14v8M6 27h36M24 24v6' },
  care: { soft: 'M24 41C10 31 6 24 6 18a9 9 0 0 1 18-3 9 9 0 0 1 18 3c0 6-4 13-18 23z', line: 'M24 41C10 31 6 24 6 18a9 9 0 0 1 18-3 9 9 0 0 1 18 3c0 6-4 13-18 23z' },
  form: { soft: 'M10 6h28v36H10z', line: 'M10 6h28v36H10zM17 15h14M17 23h14M17 31h8' },
  pencil: { soft: 'M30 9l9 9-20 20-11 2 2-11z', line: 'M30 9l9 9-20 20-11 2 2-11zM26 13l9 9M10 29l9 9' },
  calendar: { soft: 'M7 17h34v24H7z', line: 'M7 10h34v31H7zM7 18h34M16 5v9M32 5v9', dark: 'M26 26h8v8h-8z' },
  clock: { soft: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36z', line: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM24 13v11l8 5' },
  money: { soft: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36z', line: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM17 14l7 9 7-9M24 23v13M17 24h14M17 30h14' },
  phone: { soft: 'M14 4h20v40H14z', line: 'M14 4h20v40H14zM21 38h6M14 10h20' },
  call: { soft: 'M11 6l8 2 2 9-5 4c2 5 6 9 11 11l4-5 9 2 2 8c-3 5-8 6-13 4C18 37 9 28 6 17 5 12 7 8 11 6z', line: 'M11 6l8 2 2 9-5 4c2 5 6 9 11 11l4-5 9 2 2 8c-3 5-8 6-13 4C18 37 9 28 6 17 5 12 7 8 11 6z' },
  message: { soft: 'M6 9h36v25H21l-9 8v-8H6z', line: 'M6 9h36v25H21l-9 8v-8H6zM14 18h20M14 25h12' },
  eye: { soft: 'M4 24c5-9 12-13 20-13s15 4 20 13c-5 9-12 13-20 13S9 33 4 24z', line: 'M4 24c5-9 12-13 20-13s15 4 20 13c-5 9-12 13-20 13S9 33 4 24zM24 17a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', dark: 'M24 21a3 3 0 1 0 .01 0z' },
  ear: { soft: 'M14 20a11 11 0 0 1 22 0c0 9-8 10-8 16a6 6 0 0 1-11 3z', line: 'M14 20a11 11 0 0 1 22 0c0 9-8 10-8 16a6 6 0 0 1-11 2M19 20a6 6 0 0 1 12 0c0 5-6 5-6 9' },
  speak: { soft: 'M6 18h9l11-9v30l-11-9H6z', line: 'M6 18h9l11-9v30l-11-9H6zM32 17c4 4 4 10 0 14M37 11c8 7 8 19 0 26' },
  play: { soft: 'M8 26h32v16H8z', line: 'M8 26h14v16H8zM22 26h18v16H22zM15 26a8 8 0 0 1 16 0M23 6v6M16 9l3 4M30 9l-3 4' },
  walk: { soft: 'M16 16h14l-3 14h-8z', line: 'M25 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM24 14l-3 14 8 6 2 10M21 28l-5 15M14 24l4-9 6-1 6 7 6 2' },
  hand: { soft: 'M13 24V12a3 3 0 0 1 6 0V8a3 3 0 0 1 6 0v2a3 3 0 0 1 6 0v4a3 3 0 0 1 6 0v15c0 9-5 14-12 14-8 0-11-5-16-14-2-4 2-7 4-5z', line: 'M13 29V12a3 3 0 0 1 6 0v10V8a3 3 0 0 1 6 0v13-11a3 3 0 0 1 6 0v12-8a3 3 0 0 1 6 0v15c0 9-5 14-12 14-8 0-11-5-16-14-2-4 2-6 4-3z' },
  list: { soft: 'M6 7h8v8H6zM6 20h8v8H6zM6 33h8v8H6z', line: 'M6 7h8v8H6zM6 20h8v8H6zM6 33h8v8H6zM20 11h22M20 24h22M20 37h22' },
  search: { soft: 'M21 6a15 15 0 1 0 0 30 15 15 0 0 0 0-30z', line: 'M21 6a15 15 0 1 0 0 30 15 15 0 0 0 0-30zM32 32l11 11' },
  question: { soft: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38z', line: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38zM18 19c0-8 12-8 12 0 0 5-6 5-6 10', dark: 'M24 33a2.200 2.200 0 1 0 .01 0z' },
  yes: { soft: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38z', line: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38zM14 25l7 7 13-15' },
  no: { soft: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38z', line: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38zM16 16l16 16M32 16 16 32' },
  alert: { soft: 'M24 6l20 35H4z', line: 'M24 6l20 35H4zM24 18v11', dark: 'M24 32.500a2.200 2.200 0 1 0 .01 0z' },
  next: { soft: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38z', line: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38zM13 24h21M26 16l8 8-8 8' },
  back: { soft: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38z', line: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38zM35 24H14M22 16l-8 8 8 8' },
  done: { soft: 'M24 4l6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 19l14-2z', line: 'M24 4l6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 19l14-2z' },
  print: { soft: 'M6 19h36v15H6z', line: 'M13 19V6h22v13M6 19h36v15h-6M12 34H6V19M13 28h22v14H13z' },
  lock: { soft: 'M10 21h28v21H10z', line: 'M10 21h28v21H10zM16 21v-6a8 8 0 0 1 16 0v6M24 28v7' },
} satisfies Record<string, Drawing>

export type PictoName = keyof typeof drawings
export const pictoNames = Object.keys(drawings) as PictoName[]

/** Which picture stands for a question or a to-do, by what its id speaks of; nothing is guessed beyond these words. */
const HINTS: [RegExp, PictoName][] = [
  [/referral|transfer/, 'walk'], [/diagnos|doctor|specialist/, 'doctor'], [/check|health|screen|hospital|exam/, 'hospital'], [/sign|look|gaze|eye|see/, 'eye'], [/hear|ear_|name_call/, 'ear'],
  [/speak|word|speech|language|talk/, 'message'], [/play|toy|interest/, 'play'], [/walk|motor|move/, 'walk'], [/school|kindergarten|education|placement|class/, 'school'],
  [/work|job|employ|training|skill/, 'work'], [/care|foster|boarding|home_service/, 'care'], [/rehab|plan|therapy/, 'hand'], [/subsid|money|payment|amount|fee|fen/, 'money'],
  [/guardian|family|parent|relation/, 'family'], [/phone/, 'call'], [/residence|address|village|region|home/, 'home'], [/day|date|month|year|age/, 'calendar'], [/name|person|identity|sex/, 'person'],
  [/follow|visit/, 'walk'], [/consent|agree/, 'yes'],
]
export function pictoFor(id: string, otherwise: PictoName = 'form'): PictoName {
  return HINTS.find(([pattern]) => pattern.test(id))?.[1] ?? otherwise
}
