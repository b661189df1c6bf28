// node server.mjs path/to/vitrine-server: requests a second for a page of 50, and beside it nginx with the same bytes
// as a file. Needs nginx and wrk.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import http from 'node:http'

const [binary] = process.argv.slice(2)
const ROUNDS = 3, SECONDS = 4, CONNECTIONS = 16, TOKEN = 'demo-librarian', FEW = 1240, MANY = 124_000
const PAGE = '/api/public/v1/collections?page=7&per_page=50', HEAD = `Authorization: Bearer ${TOKEN}`
const median = (a) => [...a].sort((x, y) => x - y)[a.length >> 1]
const children = []
const folder = mkdtempSync(join(tmpdir(), 'vitrine-server-'))
const sleep = (ms) => new Promise((r) => setTimeout(r, ms))

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
const ask = (origin, method, path) => new Promise((ok, no) => {
  const req = http.request(origin + path, { method, agent, headers: { authorization: `Bearer ${TOKEN}` } }, (res) => {
    const parts = []
    res.on('data', (d) => parts.push(d)).on('end', () => ok({ status: res.statusCode, body: Buffer.concat(parts) }))
  })
  req.on('error', no).end()
})
const start = (args) => new Promise((ok, no) => {
  const child = spawn(binary, ['--addr', '127.0.0.1:0', '--data', 'demo', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  child.on('exit', () => no(new Error('the server has ended')))
  child.stdout.on('data', (d) => { const at = /http:\/\/\S+/.exec(String(d)); if (at) ok(at[0]) })
})
const fill = async (origin, total) => {
  let left = total - JSON.parse((await ask(origin, 'GET', PAGE)).body).meta.total_count
  const one = async () => {
    while (left-- > 0) {
      const { status } = await ask(origin, 'POST', `/api/public/v1/collections?name=Collection%20${left}`)
      if (status !== 200 && status !== 201) throw new Error(`creating answers ${status}`)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
}
const ms = (text) => { const [, n, unit] = /([\d.]+)(us|ms|s)/.exec(text); return +n * { us: 0.001, ms: 1, s: 1000 }[unit] }
const load = (name, origin, path) => {
  const runs = []
  for (let i = 0; i < ROUNDS + 1; i++) {
    const said = execFileSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${i ? SECONDS : 1}s`, '--latency', '-H', HEAD, origin + path], { encoding: 'utf8' })
    if (/Non-2xx/.test(said)) throw new Error(`${name}: ${said}`)
    const latency = (p) => ms(new RegExp(`^ +${p}%\\s+(\\S+)`, 'm').exec(said)[1])
    if (i) runs.push({ rps: +/Requests\/sec:\s+([\d.]+)/.exec(said)[1], p50: latency(50), p99: latency(99) })
  }
  return { name, ...Object.fromEntries(['rps', 'p50', 'p99'].map((k) => [k, median(runs.map((r) => r[k]))])) }
}
const nginx = async (bytes) => {
  chmodSync(folder, 0o755) // started by root it reads as somebody else
  writeFileSync(join(folder, 'page.json'), bytes)
  const port = 20_000 + (process.pid % 20_000)
  writeFileSync(join(folder, 'nginx.conf'), `daemon off; worker_processes auto; pid ${folder}/pid; error_log stderr;
    events {} http { access_log off; sendfile on; keepalive_requests 1000000; default_type application/json; types {}
    client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
    server { listen 127.0.0.1:${port}; root ${folder}; } }`)
  children.push(spawn('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: ['ignore', 'ignore', 'inherit'] }))
  for (let i = 0; i < 50; i++) {
    await sleep(100)
    const up = await ask(`http://127.0.0.1:${port}`, 'GET', '/page.json').catch(() => null)
    if (up?.status === 200) return `http://127.0.0.1:${port}`
  }
  throw new Error('nginx does not answer')
}

try {
  const rows = []
  for (const [kept, args] of [['in memory', ['--db', ':memory:']], ['in a file', ['--db', join(folder, 'data.db')]]]) {
    const origin = await start(args)
    for (const total of [FEW, MANY]) {
      await fill(origin, total)
      rows.push(load(`vitrine-server, ${total.toLocaleString('en')} collections ${kept}`, origin, PAGE))
      console.log(rows.at(-1))
    }
    const last = `/api/public/v1/collections?page=${MANY / 50}&per_page=50`
    rows.push(load(`the same, the last page of ${MANY.toLocaleString('en')}`, origin, last))
    console.log(rows.at(-1))
    if (kept === 'in memory') var bytes = (await ask(origin, 'GET', PAGE)).body
    children.pop().removeAllListeners('exit').kill()
  }
  rows.push(load('nginx, the same bytes as a file', await nginx(bytes), '/page.json'))
  mkdirSync('results', { recursive: true })
  writeFileSync('results/server.json', JSON.stringify({ at: new Date().toISOString(), cpus: cpus().length, rounds: ROUNDS, seconds: SECONDS, connections: CONNECTIONS, bytes: bytes.length, rows }, null, 1))
} finally {
  agent.destroy()
  for (const child of children) child.removeAllListeners('exit').kill()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
