// The bars: our page's ratio to the React peer, at most. `floor` is what the bare page reached when they were set.
const cold = (tag, what) => `cold load, ${tag}: ${what}`
const warm = (tag, what) => `warm load, ${tag}: ${what}`
const ROWS = '50 rows painted ms'
const TOGGLE = (cpu) => `archive toggle, API 100 ms, ${cpu}× CPU: ms`
const DIALOG = (cpu) => `permission dialog filled, API 100 ms, ${cpu}× CPU: ms`
const NEXT = (cpu) => `next page, API 100 ms, ${cpu}× CPU: ms`

export const FRAME = 17
export const BARS = [
  { name: 'first paint, cold, slow4g 4×', metric: cold('slow4g, 4× CPU', 'FCP ms'), most: 0.45, floor: 0.27 },
  { name: '50 rows painted, cold, slow4g 4×', metric: cold('slow4g, 4× CPU', ROWS), most: 0.7, floor: 0.48 },
  { name: '50 rows painted, cold, fast 1×', metric: cold('fast, 1× CPU', ROWS), most: 0.75, floor: 0.53 },
  { name: '50 rows painted, cold, fast 4×', metric: cold('fast, 4× CPU', ROWS), most: 0.75, floor: 0.52 },
  { name: '50 rows painted, warm, fast 1×', metric: warm('fast, 1× CPU', ROWS), most: 0.75, floor: 0.54 },
  { name: '50 rows painted, warm, slow4g 4×', metric: warm('slow4g, 4× CPU', ROWS), most: 0.8, floor: 0.69 },
  { name: 'blocking time, cold, slow4g 4×', metric: cold('slow4g, 4× CPU', 'blocking time ms'), most: 0.6, floor: 0.41 },
  { name: 'next page, API 100 ms, 4×', metric: NEXT(4), most: 0.8, floor: 0.61 },
  { name: 'open a collection, 50 media', metric: 'open collection → 50 media rows, API 100 ms, 1× CPU: ms', most: 0.75, floor: 0.56 },
  { name: 'archive toggle visible, 4×', metric: TOGGLE(4), most: 0.9, floor: 0.76 },
  { name: 'dialog filled, 4×', metric: DIALOG(4), most: 0.9, floor: 0.76 },
  { name: 'archive toggle visible, 1×', metric: TOGGLE(1), frame: true },
  { name: 'dialog filled, 1×', metric: DIALOG(1), frame: true },
  { name: 'next page, API 100 ms, 1×', metric: NEXT(1), frame: true },
  { name: 'worst event of a session, 4×', metric: 'whole session, 4× CPU: worst event (INP-like) ms', most: 0.8, floor: 0.7 },
  { name: 'main thread per page flip', metric: '100 flips: main-thread busy ms per flip', most: 0.8, floor: 0.62 },
  { name: 'memory after 100 flips', metric: 'memory after 100 flips: JS + DOM + wasm MiB', most: 0.9, floor: 0.43 },
]
// Bytes of the first view, brotli: document, scripts, styles and wasm, without API and thumbnails.
export const BYTES = { kinds: ['document', 'script', 'stylesheet', 'wasm'], most: 120_000 }
