// node growth.mjs dist [--rounds 3] [--only rows,search,bulk,people]: how cost grows with what there is to show.
import { fork } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'

const { chromium } = await import(process.env.PLAYWRIGHT ?? 'playwright-core')
const { values: opt, positionals: [dist] } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'rows,search,bulk,people' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
})
const median = (a) => { const s = [...a].sort((x, y) => x - y); return s[s.length >> 1] }
const sleep = (ms) => new Promise((r) => setTimeout(r, ms))
const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8')
const server = fork(new URL('peer-server.mjs', import.meta.url), [dist, '--port', '0'])
const origin = await new Promise((ok) => server.once('message', (m) => ok(`http://127.0.0.1:${m.port}`)))
const set = async (o) => { server.send({ isolate: true, ...o }); await sleep(30) }
const browser = await chromium.launch({ executablePath: opt.chromium, chromiumSandbox: false, args: ['--enable-blink-features=ForceEagerMeasureMemory'] })

// A page of its own for each point; `act` does what is measured and answers its milliseconds.
const point = async (path, ready, act) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  await page.addInitScript(probe)
  await page.addInitScript(() => {
    // Resolves once `test` holds and that has been painted, with the moment.
    window.__when = (test) => new Promise((resolve) => {
      const painted = () => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => resolve(performance.now()); c.port2.postMessage(0) })
      const look = () => { if (!test()) return; mo.disconnect(); painted() }
      const mo = new MutationObserver(look)
      mo.observe(document, { subtree: true, childList: true, attributes: true })
      look()
    })
  })
  const busy = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000
  try {
    await page.goto(origin + path)
    await page.evaluate(`__when(() => ${ready})`)
    await sleep(2600) // the second file has come
    const before = await busy()
    const ms = await act(page)
    const after = await busy()
    for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
    const mib = await page.evaluate(() => window.__probe.memory())
    return { ms, busy: after - before, mib }
  } finally { await context.close() }
}
const series = async (name, what, sizes, run) => {
  const samples = sizes.map(() => [])
  for (let r = 0; r < +opt.rounds; r++) for (const [i, n] of sizes.entries()) samples[i].push(await run(n))
  const points = sizes.map((n, i) => ({ n, ...Object.fromEntries(['ms', 'busy', 'mib'].map((k) => [k, median(samples[i].map((s) => s[k]))])) }))
  console.log(name, points)
  return { name, what, points }
}
const ROWS = `document.querySelector('[data-list=collections] [data-row]')`
const ENDED = `document.querySelector('[data-finding] progress')?.hidden`
const FLIPS = 20

const all = {
  rows: () => series('Rows on a page', `One page turned, as the median of ${FLIPS} in a row.`, [10, 20, 50], async (n) => {
    await set({ collections: 6000 })
    const { ms, busy, mib } = await point(`/collections?per_page=${n}`, ROWS, (page) =>
      page.evaluate(([n, flips]) => window.__probe.flip('collections', n, flips), [n, FLIPS]))
    return { ms, busy: busy / FLIPS, mib }
  }),
  search: () => series('Collections that a search goes through', 'From the word typed to the end of the search, which reads every page of the list.', [100, 1000, 2500, 5000, 10_000], async (n) => {
    await set({ collections: n })
    return point('/collections?per_page=50', ROWS, (page) => page.evaluate(`(async () => {
      const field = document.querySelector('input[type=search]')
      const start = performance.now()
      field.value = 'lectures'
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      return await __when(() => ${ENDED}) - start
    })()`))
  }),
  bulk: () => series('Collections archived at once', 'From the click to the end of it; chosen by a search for those that are not archived (n is how many were found).', [100, 250, 500, 1000], async (n) => {
    await set({ collections: Math.round(n * 1.1), reset: true })
    return point('/collections?show=active&per_page=50', ENDED, async (page) => {
      await page.click('[data-all]')
      await page.locator('.strip.bulk > button').last().click()
      return page.evaluate(`(async () => {
        const start = performance.now()
        document.querySelector('[data-act=archive]').click()
        return await __when(() => document.querySelector('[data-ended]')) - start
      })()`)
    })
  }),
  people: () => series('People with access to a collection', 'From the click to the dialog filled with all of them.', [10, 100, 500, 1000, 2000], async (n) => {
    await set({ collections: 1240, permissions: n })
    return point('/collections?per_page=50', ROWS, (page) => page.evaluate(`(async () => {
      const start = performance.now()
      document.querySelectorAll('[data-permissions]')[5].click()
      return await __when(() => document.querySelectorAll('dialog[open] [data-permission]').length >= ${n}) - start
    })()`))
  }),
}
try {
  const done = []
  for (const name of opt.only.split(',')) done.push(await all[name]())
  mkdirSync('results', { recursive: true })
  writeFileSync('results/growth.json', JSON.stringify({ at: new Date().toISOString(), browser: `Chromium ${browser.version()}`, cpus: cpus().length, rounds: +opt.rounds, series: done }, null, 1))
} finally { await browser.close(); server.kill() }
