// Mock Canvas Studio Collections API + static host for one built app.
//   node peer-server.mjs <static-dir> [--port 8080] [--delay 0] [--collections 1240] [--media 480] [--permissions 12]
// All data is derived from ids, so every run and every app sees the same bytes.
import http from 'node:http'
import { readFileSync, readdirSync, statSync, existsSync } from 'node:fs'
import { join, relative, extname } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync, constants as z } from 'node:zlib'
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8080' },
    delay: { type: 'string', default: '0' },
    collections: { type: 'string', default: '1240' },
    media: { type: 'string', default: '480' },
    permissions: { type: 'string', default: '12' },
  },
})
const opts = { delay: +values.delay, collections: +values.collections, media: +values.media, permissions: +values.permissions }
process.on('message', ({ reset, ...m }) => { Object.assign(opts, m); if (reset) archived.clear() }) // measure.mjs changes delay / collections between phases

// ---------- data ----------
const hash = (n, salt = 0) => {
  let h = (n ^ (salt * 0x9e3779b1)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  return (h ^ (h >>> 16)) >>> 0
}
const pick = (a, n, salt) => a[hash(n, salt) % a.length]
const ADJ = ['Modern', 'Applied', 'Introductory', 'Advanced', 'Clinical', 'Digital', 'Comparative', 'Urban', 'Ancient', 'Quantum']
const NOUN = ['Biology', 'History', 'Linguistics', 'Chemistry', 'Economics', 'Philosophy', 'Robotics', 'Statistics', 'Nursing', 'Design']
const KIND = ['Lectures', 'Seminar', 'Lab recordings', 'Tutorials', 'Guest talks', 'Student projects']
const FIRST = ['Ada', 'Grace', 'Alan', 'Mary', 'Linus', 'Barbara', 'Edsger', 'Radia', 'Ken', 'Frances']
const LAST = ['Lovelace', 'Hopper', 'Turing', 'Shelley', 'Pauling', 'Liskov', 'Dijkstra', 'Perlman', 'Thompson', 'Allen']
const date = (n, salt) => new Date(Date.UTC(2021, 0, 1) + (hash(n, salt) % 150_000_000) * 1000).toISOString()
const user = (n) => {
  const id = (n % 300) + 1
  const f = pick(FIRST, id, 1), l = pick(LAST, id, 2)
  return { id, full_name: `${f} ${l}`, display_name: `${f} ${l[0]}.`, email: `${f}.${l}.${id}@example.edu`.toLowerCase() }
}
const archived = new Map() // id -> archived_at | null, set by POST
const collection = (id) => {
  const type = id === 1 ? 'user' : pick(['course', 'course', 'course', 'course_wide', 'collection'], id, 3)
  return {
    id,
    name: type === 'user' ? null : `${pick(ADJ, id, 4)} ${pick(NOUN, id, 5)} – ${pick(KIND, id, 6)} ${id}`,
    type,
    permission: pick(['admin', 'edit'], id, 7),
    owner: user(hash(id, 8)),
    created_at: date(id, 9),
    course_id: !type.startsWith('course') ? null : 10_000 + (hash(id, 10) % 5000),
    archived_at: archived.has(id) ? archived.get(id) : id % 11 === 0 ? date(id, 11) : null,
  }
}
const media = (cid, k) => {
  const n = cid * 1000 + k
  return {
    id: n,
    title: `${pick(NOUN, n, 12)} part ${k}: ${pick(ADJ, n, 13)} ${pick(NOUN, n, 14)}`,
    description: `Recording ${k} of collection ${cid}. ${pick(ADJ, n, 15)} ${pick(NOUN, n, 16)} with notes and captions.`,
    duration: 30 + (hash(n, 17) % 7200),
    created_at: date(n, 18),
    thumbnail_url: `/thumbs/${n}.png`,
    transcoding_status: hash(n, 19) % 40 ? 'transcoded' : 'processing',
    owner: user(hash(n, 20)),
    size: 1_000_000 + (hash(n, 21) % 900_000_000),
    source: pick(['upload', 'screen_capture', 'youtube'], n, 22),
    embed_id: createHash('md5').update(String(n)).digest('hex').slice(0, 16),
  }
}
const perms = new Map()
const permissions = (cid) => {
  const key = `${cid}/${opts.permissions}`
  if (!perms.has(key))
    perms.set(key, Array.from({ length: opts.permissions }, (_, i) => {
      const { display_name, ...u } = user(cid * 7 + i * 23)
      // 300 people are enough for a usual list; a longer one has an id of its own for each row
      const id = opts.permissions > 300 ? 1000 + i : u.id
      return { ...u, id, type: 'user', permission: hash(cid, 30 + i) % 3 ? 'view' : 'edit' }
    }))
  return perms.get(key)
}

// ---------- API ----------
const page = (q, total) => {
  const per = Math.min(50, Math.max(1, +q.get('per_page') || 20))
  const cur = Math.max(1, +q.get('page') || 1)
  const from = (cur - 1) * per
  return { ids: Array.from({ length: Math.max(0, Math.min(per, total - from)) }, (_, i) => from + i + 1),
    meta: { current_page: cur, last_page: Math.max(1, Math.ceil(total / per)), total_count: total } }
}
const api = (method, path, q, body) => {
  const m = /^\/collections(?:\/(\d+)(?:\/(media|archive|unarchive|permissions))?)?$/.exec(path)
  if (!m) return [404, { error: 'Not found' }]
  const id = +m[1], sub = m[2]
  if (!m[1]) {
    const { ids, meta } = page(q, opts.collections)
    return [200, { collections: ids.map(collection), meta }]
  }
  if (id < 1 || id > opts.collections) return [404, { error: 'Collection not found' }]
  if (!sub && method === 'GET') return [200, { collection: collection(id) }]
  if (sub === 'media' && method === 'GET') {
    const { ids, meta } = page(q, opts.media)
    return [200, { media: ids.map((k) => media(id, k)), meta }]
  }
  if ((sub === 'archive' || sub === 'unarchive') && method === 'POST') {
    archived.set(id, sub === 'archive' ? '2026-01-01T00:00:00.000Z' : null)
    return [200, { collection: collection(id) }]
  }
  if (sub === 'permissions') {
    const list = permissions(id)
    if (method === 'POST')
      for (const p of Array.isArray(body) ? body : body?.permissions ?? []) {
        const at = list.findIndex((x) => x.id === p.id)
        if (p.action === 'destroy') list.splice(at, at < 0 ? 0 : 1)
        else if (at >= 0) list[at].permission = p.permission
        else list.push({ ...user(p.id - 1), type: 'user', permission: p.permission })
      }
    return [200, { permissions: list }]
  }
  return [405, { error: 'Method not allowed' }]
}

// ---------- thumbnails: a 48×27 two-tone PNG per media id ----------
const crc = (buf) => { let c = ~0; for (const b of buf) { c ^= b; for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (0xedb88320 & -(c & 1)) } return ~c >>> 0 }
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length); body.copy(out, 4); out.writeUInt32BE(crc(body), body.length + 4)
  return out
}
const pixels = Buffer.alloc(27 * 7) // 27 rows of a filter byte and 48 one-bit pixels
for (let y = 6; y < 21; y++) pixels.fill(0xff, y * 7 + 3, y * 7 + 5)
const IHDR = chunk('IHDR', Buffer.from([0, 0, 0, 48, 0, 0, 0, 27, 1, 3, 0, 0, 0])), IDAT = chunk('IDAT', deflateSync(pixels)), IEND = chunk('IEND', Buffer.alloc(0))
const thumbnail = (n) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), IHDR, chunk('PLTE', Buffer.from([hash(n, 40) & 127, hash(n, 41) & 127, hash(n, 42) & 127, 255, 255, 255])), IDAT, IEND])

// ---------- static ----------
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.json': 'application/json',
  '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain' }
const br = (b, quality) => brotliCompressSync(b, { params: { [z.BROTLI_PARAM_QUALITY]: quality, [z.BROTLI_PARAM_SIZE_HINT]: b.length } })
const files = new Map()
const load = (root, dir = root) => {
  for (const name of readdirSync(dir)) {
    const full = join(dir, name)
    if (statSync(full).isDirectory()) { load(root, full); continue }
    if (/\.(br|gz)$/.test(name)) continue
    const raw = readFileSync(full)
    const pack = raw.length > 200 && !/\.(png|woff2|jpe?g|webp)$/.test(name)
    files.set('/' + relative(root, full), {
      raw, type: TYPES[extname(name)] ?? 'application/octet-stream', etag: `"${createHash('md5').update(raw).digest('hex')}"`,
      // a precompressed sibling wins; otherwise compress once at start, at the best setting
      br: pack && (existsSync(full + '.br') ? readFileSync(full + '.br') : br(raw, 11)),
      gzip: pack && (existsSync(full + '.gz') ? readFileSync(full + '.gz') : gzipSync(raw, { level: 9 })),
      immutable: /[-.](?=[\w-]*[\dA-Z])[\w-]{8,}\.\w+$/.test(name), // name carries a content hash
    })
  }
}
if (positionals[0]) load(positionals[0])
// What a deployment sets for our page; the peers have no settings and never ask.
if (!files.has('/config.json')) {
  const raw = Buffer.from('{"sign_in": {"kind": "none"}}')
  files.set('/config.json', { raw, type: TYPES['.json'], etag: '"config"', immutable: false })
}

const ISOLATE = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' } // enables measureUserAgentSpecificMemory; set for the memory phase only
const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://x')
  const accept = req.headers['accept-encoding'] ?? ''
  if (url.pathname.startsWith('/api/public/v1/')) {
    let raw = ''
    req.on('data', (c) => (raw += c)).on('end', () => {
      let body
      try { body = raw && JSON.parse(raw) } catch { body = null }
      const [status, json] = api(req.method, url.pathname.slice('/api/public/v1'.length), url.searchParams, body)
      let out = Buffer.from(JSON.stringify(json))
      const head = { 'content-type': 'application/json', 'cache-control': 'no-store' }
      if (accept.includes('br')) { out = br(out, 4); head['content-encoding'] = 'br' }
      else if (accept.includes('gzip')) { out = gzipSync(out); head['content-encoding'] = 'gzip' }
      const send = () => res.writeHead(status, { ...head, 'content-length': out.length }).end(out)
      opts.delay ? setTimeout(send, opts.delay) : send()
    })
    return
  }
  const thumb = /^\/thumbs\/(\d+)\.png$/.exec(url.pathname)
  if (thumb) {
    const img = thumbnail(+thumb[1])
    return res.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable', 'content-length': img.length }).end(img)
  }
  let f = files.get(decodeURIComponent(url.pathname))
  if (!f && !extname(url.pathname)) f = files.get('/index.html')
  if (!f) return res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
  const head = { ...(opts.isolate && ISOLATE), 'content-type': f.type, vary: 'accept-encoding', etag: f.etag,
    'cache-control': f.immutable ? 'public, max-age=31536000, immutable' : 'no-cache' }
  if (req.headers['if-none-match'] === f.etag) return res.writeHead(304, head).end()
  let out = f.raw
  if (f.br && accept.includes('br')) { out = f.br; head['content-encoding'] = 'br' }
  else if (f.gzip && accept.includes('gzip')) { out = f.gzip; head['content-encoding'] = 'gzip' }
  res.writeHead(200, { ...head, 'content-length': out.length }).end(out)
})
server.keepAliveTimeout = 60_000
server.listen(+values.port, '127.0.0.1', () => {
  const { port } = server.address()
  process.send ? process.send({ port }) : console.log(`http://127.0.0.1:${port}/`)
})
