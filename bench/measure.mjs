// node measure.mjs name=dir[@/start/url] … [--rounds 7] [--base react] [--phases load,interact,heap] [--out results]
// `cargo xtask bench` calls it with our dist/ and every peer.
// Apps are interleaved inside every round; a ratio is the median of the per-round ratios to --base.
import { fork } from 'node:child_process'
import http from 'node:http'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// `cargo xtask test` has no node_modules here and names the module by its path.
const { chromium } = await import(process.env.PLAYWRIGHT ?? 'playwright-core')

const { values: opt, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    base: { type: 'string', default: 'react' },
    phases: { type: 'string', default: 'load,interact,heap' },
    conditions: { type: 'string', default: 'fast:1,fast:4,slow4g:4' }, // network:CPU slowdown, for the load phase
    out: { type: 'string', default: 'results' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    dwell: { type: 'string', default: '150' }, // ms the pointer rests on a target before the click
    think: { type: 'string', default: '300' }, // ms between two page flips
    flips: { type: 'string', default: '100' }, // pages turned before memory is read
    cpus: { type: 'string', default: '1,4' }, // CPU slowdowns of the interact phase
  },
})
const START = '/collections?per_page=50', ROWS = 50, FLIPS = +opt.flips
const rounds = +opt.rounds, phases = opt.phases.split(',')
const apps = positionals.map((s) => {
  const [, name, dir, start = START] = /^([^=]+)=([^@]+)(?:@(.*))?$/.exec(s)
  return { name, dir, start }
})
const NETS = { fast: null, slow4g: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 } }
const CONDITIONS = opt.conditions.split(',').map((c) => { const [net, cpu] = c.split(':'); return [net, +cpu] })
const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8')
const sleep = (ms) => new Promise((r) => setTimeout(r, ms))
const median = (a) => { const s = [...a].sort((x, y) => x - y), m = s.length >> 1; return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2 }

// ---------- servers: one per app, each its own origin ----------
for (const app of apps) {
  app.server = fork(new URL('peer-server.mjs', import.meta.url), [app.dir, '--port', '0'])
  app.origin = await new Promise((ok) => app.server.once('message', (m) => ok(`http://127.0.0.1:${m.port}`)))
  app.set = async (o) => { app.server.send(o); await sleep(20) }
}

const blank = http.createServer((_, res) => res.writeHead(200, { 'content-type': 'text/html' })
  .end('<title>x</title><style>*{font:15px system-ui,sans-serif}h1,th{font-weight:600}</style><h1>Neutral</h1><table><tr><th>a<td>b<td><button>c</button></table>'))
await new Promise((ok) => blank.listen(0, '127.0.0.1', ok))
const neutral = `http://127.0.0.1:${blank.address().port}/`

// ---------- results ----------
const samples = {} // metric -> app -> values, one per round
const put = (metric, app, value) => (((samples[metric] ??= {})[app.name] ??= []).push(value))
const calibration = []
const spin = () => { const t = performance.now(); let x = 0; for (let i = 0; i < 3e7; i++) x = (x * 31 + i) | 0; return performance.now() - t }

const open = async (profile, { cpu = 1, net = null } = {}) => {
  const ctx = await chromium.launchPersistentContext(profile, {
    executablePath: opt.chromium, headless: true, viewport: { width: 1280, height: 900 }, chromiumSandbox: false,
    args: ['--enable-blink-features=ForceEagerMeasureMemory'],
  })
  const page = ctx.pages()[0] ?? (await ctx.newPage())
  const cdp = await ctx.newCDPSession(page)
  const bytes = {}, kinds = new Map()
  cdp.on('Network.requestWillBeSent', (e) => kinds.set(e.requestId, /\/api\//.test(e.request.url) ? 'api' : /\.wasm/.test(e.request.url) ? 'wasm' : e.type.toLowerCase()))
  cdp.on('Network.loadingFinished', (e) => {
    const k = kinds.get(e.requestId)
    if (k) { bytes[k] = (bytes[k] ?? 0) + e.encodedDataLength; bytes.total = (bytes.total ?? 0) + e.encodedDataLength }
  })
  await page.goto(neutral) // the browser itself is up and has its fonts: what is cold is the app
  await cdp.send('Network.enable')
  await cdp.send('Performance.enable')
  await page.addInitScript(probe)
  if (net) await cdp.send('Network.emulateNetworkConditions', net)
  if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  const metrics = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]))
  return { ctx, page, cdp, bytes, metrics }
}
const visit = async ({ page }, app) => {
  await page.goto(app.origin + app.start, { waitUntil: 'commit' })
  return page.evaluate(() => window.__probe.ready)
}
const withProfile = async (fn) => {
  const dir = mkdtempSync(join(tmpdir(), 'perf-profile-'))
  try { return await fn(dir) } finally { rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) }
}

// ---------- phase 1: loading, cold profile and next-day profile ----------
const paints = (page) => page.evaluate(() => ({
  fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, lcp: window.__probe.lcp, blocking: window.__probe.blocking,
}))
const load = (app, cpu, netName) => withProfile(async (profile) => {
  const tag = `${netName}, ${cpu}× CPU`, net = NETS[netName]
  const one = async (when) => {
    const s = await open(profile, { cpu, net })
    try {
      const rows = await visit(s, app)
      const m = await s.metrics()
      await sleep(300 * cpu)
      const { fcp, lcp, blocking } = await paints(s.page)
      const whole = await s.page.evaluate(() => window.__probe.whole)
      put(`${when} load, ${tag}: FCP ms`, app, fcp)
      put(`${when} load, ${tag}: LCP ms`, app, lcp)
      put(`${when} load, ${tag}: 50 rows painted ms`, app, rows)
      put(`${when} load, ${tag}: 50 rows and the pager painted ms`, app, whole)
      put(`${when} load, ${tag}: blocking time ms`, app, blocking)
      if (netName === 'fast' && cpu === 1) {
        put(`${when} load: main-thread busy to 50 rows ms`, app, m.TaskDuration * 1000)
        put(`${when} load: script ms`, app, m.ScriptDuration * 1000)
        put(`${when} load: bytes total`, app, s.bytes.total)
        if (when === 'cold') for (const k of ['document', 'script', 'stylesheet', 'wasm', 'api']) put(`cold load: bytes ${k}`, app, s.bytes[k] ?? 0)
      }
      if (when === 'cold') { // one more unthrottled visit lets the browser write its code cache
        await s.cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
        if (net) await s.cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })
        await s.page.goto('about:blank'); await visit(s, app); await sleep(400)
      }
    } finally { await s.ctx.close() }
  }
  await one('cold')
  await one('warm')
})

// ---------- phase 2: interactions with real input events ----------
const interact = (app, cpu) => withProfile(async (profile) => {
  await app.set({ delay: 0 })
  const s = await open(profile, { cpu })
  const { page } = s
  const state = (kind) => page.evaluate((k) => window.__probe.state(k), kind)
  const act = async (selector, tests, dwell = +opt.dwell) => {
    const at = await page.evaluate((sel) => {
      const el = document.querySelector(sel)
      el.scrollIntoView({ block: 'center' })
      const r = el.getBoundingClientRect()
      return [r.x + Math.min(r.width / 2, 40), r.y + r.height / 2]
    }, selector)
    await page.mouse.move(...at)
    await sleep(dwell)
    await page.evaluate((ts) => { window.__probe.pending = Promise.all(ts.map(([n, a]) => window.__probe.until(n, a))) }, tests)
    await page.mouse.down()
    await page.mouse.up()
    return page.evaluate(() => window.__probe.pending.then((done) => done.map((t) => t - window.__probe.click)))
  }
  const next = async (kind, dwell) => {
    const { page: n, ids } = await state(kind)
    return (await act('[data-next]', [['list', { kind, page: n + 1, rows: ROWS, not: ids[0] }]], dwell))[0]
  }
  const many = async (n, fn, pause) => { const out = []; for (let i = 0; i < n; i++) { out.push(await fn(i)); await sleep(pause) } return median(out) }
  const tag = `${cpu}× CPU`
  try {
    await visit(s, app)
    await sleep(400)
    await page.evaluate(() => { window.__probe.longTasks = window.__probe.blocking = 0 })
    for (const delay of [0, 100]) {
      await app.set({ delay })
      await sleep(200)
      put(`next page, API ${delay} ms, ${tag}: ms`, app, await many(3, () => next('collections'), +opt.think))
      put(`next page in quick succession, API ${delay} ms, ${tag}: ms`, app, await many(3, () => next('collections', 0), 0))
      await sleep(+opt.think)
    }
    let { ids } = await state('collections')
    put(`archive toggle, API 100 ms, ${tag}: ms`, app, await many(3, async (i) => {
      const row = ids[4 + i], sel = `[data-row="${row}"] [data-archive]`
      const was = await page.getAttribute(sel, 'data-archive')
      return (await act(sel, [['archive', { row, was }]]))[0]
    }, 150))
    for (const delay of [0, 100]) {
      await app.set({ delay })
      const shell = [], filled = []
      for (const i of [10, 11].map((n) => n + delay / 10)) {
        const [a, b] = await act(`[data-row="${ids[i]}"] [data-permissions]`, [['dialog'], ['filled']])
        shell.push(a); filled.push(b)
        await sleep(200)
        await page.keyboard.press('Escape')
        await page.evaluate(() => window.__probe.until('closed'))
        await sleep(100)
      }
      if (!delay) put(`permission dialog open, ${tag}: ms`, app, median(shell))
      put(`permission dialog filled, API ${delay} ms, ${tag}: ms`, app, median(filled))
    }
    await page.mouse.move(5, 5)
    const row = ids[2]
    const opener = await page.evaluate((r) => {
      const el = document.querySelector(`[data-row="${r}"]`)
      return el.querySelector('[data-open]') ? `[data-row="${r}"] [data-open]` : `[data-row="${r}"] a[href]`
    }, row)
    put(`open collection → 50 media rows, API 100 ms, ${tag}: ms`, app, (await act(opener, [['list', { kind: 'media', page: 1, rows: ROWS }]]))[0])
    await sleep(+opt.think)
    put(`next media page, API 100 ms, ${tag}: ms`, app, await many(2, () => next('media'), +opt.think))
    const p = await page.evaluate(() => window.__probe)
    put(`whole session, ${tag}: worst event (INP-like) ms`, app, p.maxEvent)
    put(`whole session, ${tag}: long tasks ms`, app, p.longTasks)
  } finally { await s.ctx.close(); await app.set({ delay: 0 }) }
})

// ---------- phase 3: 100 distinct pages, then memory ----------
const heap = (app) => withProfile(async (profile) => {
  await app.set({ delay: 0, collections: 6000, isolate: true })
  const s = await open(profile)
  const used = async () => {
    for (let i = 0; i < 3; i++) await s.cdp.send('HeapProfiler.collectGarbage')
    return (await s.cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
  }
  const agent = () => s.page.evaluate(() => Promise.race([
    window.__probe.memory(),
    new Promise((r) => setTimeout(r, 15_000, null)),
  ]))
  try {
    await visit(s, app)
    await sleep(400)
    put('memory after load: JS heap MiB', app, await used())
    put('memory after load: JS + DOM + wasm MiB', app, await agent())
    const before = await s.metrics()
    put('100 flips: ms per flip (to paint)', app, await s.page.evaluate(([r, n]) => window.__probe.flip('collections', r, n), [ROWS, FLIPS]))
    const after = await s.metrics()
    put('100 flips: main-thread busy ms per flip', app, ((after.TaskDuration - before.TaskDuration) * 1000) / FLIPS)
    put('100 flips: script ms per flip', app, ((after.ScriptDuration - before.ScriptDuration) * 1000) / FLIPS)
    await sleep(500)
    put('memory after 100 flips: JS heap MiB', app, await used())
    put('memory after 100 flips: JS + DOM + wasm MiB', app, await agent())
    put('memory after 100 flips: DOM nodes alive', app, (await s.cdp.send('Memory.getDOMCounters')).nodes)
    put('memory after 100 flips: elements in document', app, await s.page.evaluate(() => document.querySelectorAll('*').length))
  } finally { await s.ctx.close(); await app.set({ collections: 1240, isolate: false }) }
})

// ---------- report ----------
const num = (v) => (v == null ? '–' : v >= 1000 ? Math.round(v).toLocaleString('en') : v >= 100 ? v.toFixed(0) : v.toFixed(1))
const report = (done) => {
  const out = { at: new Date().toISOString(), rounds: done, base: opt.base, cpus: cpus().length, cpu: cpus()[0]?.model, browser, calibration, metrics: {} }
  for (const [metric, byApp] of Object.entries(samples)) {
    out.metrics[metric] = {}
    for (const [app, v] of Object.entries(byApp)) {
      const ok = v.filter((x) => x != null), base = byApp[opt.base] ?? []
      const ratios = base.length && median(base) > 0 ? v.map((x, i) => x / base[i]).filter(Number.isFinite) : []
      out.metrics[metric][app] = { median: ok.length ? median(ok) : null, min: Math.min(...ok), max: Math.max(...ok), ratio: ratios.length ? median(ratios) : null, values: v }
    }
  }
  const names = apps.map((a) => a.name)
  const lines = [
    `${done} rounds, ${browser}, ${out.cpus} cores (${out.cpu}). Cell: median [min–max] ×ratio to ${opt.base} (median of per-round ratios; below 1 is better).`, '',
    `| metric | ${names.join(' | ')} |`, `|---|${names.map(() => '---:').join('|')}|`,
    ...Object.entries(out.metrics).map(([m, r]) => `| ${m} | ${names.map((n) => {
      const x = r[n]
      return x ? `${num(x.median)} [${num(x.min)}–${num(x.max)}]${n === opt.base || x.ratio == null ? '' : ` **×${x.ratio.toFixed(2)}**`}` : '–'
    }).join(' | ')} |`),
  ]
  mkdirSync(opt.out, { recursive: true })
  writeFileSync(join(opt.out, 'latest.json'), JSON.stringify(out, null, 1))
  writeFileSync(join(opt.out, 'latest.md'), lines.join('\n') + '\n')
}

const b = await chromium.launch({ executablePath: opt.chromium, chromiumSandbox: false })
const browser = `Chromium ${b.version()}`
await b.close()
const turn = (r) => apps.map((_, i) => apps[(i + r) % apps.length]) // another app goes first each round
const guard = async (what, app, fn) => { try { await fn() } catch (e) { console.error(`${what} ${app.name}: ${e.message.split('\n')[0]}`); process.exitCode = 1 } }
try {
  for (let r = 0; r < rounds; r++) {
    const t = Date.now()
    calibration.push({ spin_ms: +spin().toFixed(1), load: loadavg()[0] })
    if (phases.includes('load'))
      for (const [net, cpu] of CONDITIONS)
        for (const app of turn(r)) await guard('load', app, () => load(app, cpu, net))
    if (phases.includes('interact'))
      for (const cpu of opt.cpus.split(',').map(Number)) for (const app of turn(r)) await guard('interact', app, () => interact(app, cpu))
    if (phases.includes('heap')) for (const app of turn(r)) await guard('heap', app, () => heap(app))
    report(r + 1)
    console.log(`round ${r + 1}/${rounds}: ${Math.round((Date.now() - t) / 1000)} s`)
  }
} finally { for (const a of apps) a.server.kill(); blank.close(); blank.closeAllConnections() }
