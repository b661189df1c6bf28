// node report.mjs peers|quick|growth|server results.json: the figures as text, into the section of
// docs/performance.md that bears the name (`quick` is printed and nothing more).
import { readFileSync, writeFileSync } from 'node:fs'
import { BARS, BYTES, FRAME } from './bars.mjs'

const [kind, file] = process.argv.slice(2)
const out = JSON.parse(readFileSync(file, 'utf8'))
const OURS = 'vitrine'
const num = (v) => (v == null ? '–' : v >= 1000 ? Math.round(v).toLocaleString('en') : v >= 100 ? v.toFixed(0) : v.toFixed(1))
const median = (a) => { const s = [...a].sort((x, y) => x - y), m = s.length >> 1; return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2 }
const table = (head, rows) => [head, head.map((_, i) => (i ? '---:' : '---')), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n')
const day = out.at.slice(0, 10)

const bars = () => {
  const m = out.metrics
  const rows = BARS.map(({ name, metric, most, floor, frame }) => {
    const ours = m[metric]?.[OURS], base = m[metric]?.[out.base], ground = m[metric]?.vanilla
    if (!ours || !base) return [name, '–', '–', '–', '–', '–', '–']
    if (frame) {
      const later = median(ours.values.map((x, i) => x - base.values[i]))
      const bar = `+${FRAME} ms`
      return [name, num(base.median), num(ours.median), `${later > 0 ? '+' : ''}${num(later)} ms`, bar, '', later <= FRAME ? 'met' : '**missed**']
    }
    const per = ours.values.map((x, i) => x / base.values[i]).filter(Number.isFinite)
    const spread = `×${ours.ratio?.toFixed(2)} [${Math.min(...per).toFixed(2)}–${Math.max(...per).toFixed(2)}]`
    const low = ground?.ratio != null ? `${ground.ratio.toFixed(2)} (${floor})` : `– (${floor})`
    return [name, num(base.median), num(ours.median), spread, `×${most}`, low, ours.ratio <= most ? 'met' : '**missed**']
  })
  const bytes = BYTES.kinds.reduce((sum, k) => sum + (m[`cold load: bytes ${k}`]?.[OURS]?.median ?? 0), 0)
  const theirs = BYTES.kinds.reduce((sum, k) => sum + (m[`cold load: bytes ${k}`]?.[out.base]?.median ?? 0), 0)
  if (bytes) rows.push(['bytes of the first view, with HTTP heads', num(theirs), num(bytes), `×${(bytes / theirs).toFixed(2)}`, `${num(BYTES.most)} without`, '', '`cargo xtask size`'])
  return rows
}
const noise = () => {
  const spins = out.calibration.map((c) => c.spin_ms), loads = out.calibration.map((c) => c.load)
  return `Noise: a fixed loop took ${num(Math.min(...spins))} to ${num(Math.max(...spins))} ms at the start of the rounds; ` +
    `load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} on ${out.cpus} cores.`
}
const peers = () => {
  const rows = bars(), names = Object.keys(Object.values(out.metrics)[0] ?? {})
  const missed = rows.filter((r) => r.at(-1).includes('missed'))
  console.log(missed.length ? `missed:\n${missed.map((r) => `  ${r[0]}: ${r[3]}, at most ${r[4]}`).join('\n')}` : 'every bar is met')
  const order = [OURS, ...names.filter((n) => n !== OURS)]
  const all = Object.entries(out.metrics).map(([metric, by]) => [metric, ...order.map((n) => {
    const x = by[n]
    return x ? `${num(x.median)}${n === out.base || x.ratio == null ? '' : ` ×${x.ratio.toFixed(2)}`}` : '–'
  })])
  return [
    `${day}, ${out.rounds} rounds, ${out.browser}, ${out.cpus} cores. ${noise()}`, '',
    table(['bar', out.base, OURS, `ratio [of single rounds]`, 'at most', 'vanilla (floor)', ''], rows), '',
    `Everything, as the median of the rounds and the ratio to \`${out.base}\`:`, '', table(['metric', ...order], all),
  ].join('\n')
}

// How cost grows from the smallest to the largest: 1 is in proportion, less is better than that.
const exponent = (points, key) => {
  const [a, b] = [points[0], points.at(-1)]
  return a[key] > 0 && b[key] > 0 ? (Math.log(b[key] / a[key]) / Math.log(b.n / a.n)).toFixed(2) : '–'
}
const growth = () => [
  `${day}, ${out.browser}, ${out.cpus} cores; medians of ${out.rounds}, API without delay. Memory is JS, DOM and wasm.`,
  ...out.series.flatMap(({ name, what, points }) => [
    '', `### ${name}`, '', what, '',
    table(['n', 'ms', 'ms/n', 'main thread, ms', 'memory, MiB'], points.map((p) => [
      p.n.toLocaleString('en'), num(p.ms), (p.ms / p.n).toFixed(3), num(p.busy), num(p.mib)])), '',
    `From the first to the last: time grows as n^${exponent(points, 'ms')}, the main thread's work as n^${exponent(points, 'busy')}, memory as n^${exponent(points, 'mib')}.`,
  ]),
].join('\n')

const server = () => [
  `${day}, ${out.cpus} cores, the load generator (wrk) on the same ones; medians of ${out.rounds} runs of ${out.seconds} s at ${out.connections} connections. The page is ${num(out.bytes)} bytes of JSON, not compressed.`, '',
  table(['', 'requests/s', 'p50, ms', 'p99, ms'], out.rows.map((r) => [r.name, num(r.rps), r.p50.toFixed(2), r.p99.toFixed(2)])),
].join('\n')

const text = { peers, quick: peers, growth, server }[kind]()
if (kind === 'quick') console.log(text)
else {
  const doc = new URL('../docs/performance.md', import.meta.url)
  const [start, end] = [`<!-- ${kind} -->`, `<!-- /${kind} -->`]
  const before = readFileSync(doc, 'utf8'), from = before.indexOf(start), to = before.indexOf(end)
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${kind}`)
  writeFileSync(doc, `${before.slice(0, from + start.length)}\n${text}\n${before.slice(to)}`)
}
