// Requests a second through the gateway beside nginx's proxy_pass, to the same upstream in the same
// run, and the memory of both at a thousand open connections. Node's own modules only.
//
//     cargo build --profile server -p vitrine-gateway
//     node bench/gateway/load.mjs target/server/vitrine-gateway
//
// It needs nginx in the path. The upstream is a second nginx that answers one page of a list.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = process.argv[2] ?? 'target/server/vitrine-gateway';
const SECONDS = Number(process.env.SECONDS ?? 5);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 50);
const OPEN = 1000;
const PATH = '/api/public/v1/collections?page=1&per_page=20';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
const children = [];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

function run(command, args, environment = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => (said += bytes));
  child.on('exit', (code) => code && console.error(`${command} ended with ${code}: ${said}`));
  children.push(child);
  return child;
}

const page = JSON.stringify({
  collections: Array.from({ length: 20 }, (_, at) => ({
    id: 9007199254740993 + at, name: `A collection of some length, number ${at}`, type: 'collection', permission: 'edit',
    owner: { id: 3, full_name: 'Ana Ferreira', display_name: 'Ana Ferreira', email: 'ana.ferreira@school.example' },
    created_at: '2024-09-02T08:00:00Z', archived_at: null, course_id: null,
  })),
  meta: { current_page: 1, last_page: 3, total_count: 42 },
});
const tokens = '{"access_token":"access-0123456789abcdef0123456789abcdef","refresh_token":"refresh-0123456789abcdef","token_type":"Bearer","expires_in":3600}';

function nginx(name, servers) {
  const pid = join(folder, `${name}.pid`);
  const file = join(folder, `${name}.conf`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${name}-${one};`).join(' ');
  writeFileSync(file, `daemon off; pid ${pid}; worker_processes auto; worker_rlimit_nofile 8192; error_log stderr crit;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000; ${temporary} ${servers} }`);
  return run('nginx', ['-c', file, '-e', 'stderr']);
}

/** One connection that asks again and again. */
class Line {
  constructor(port, request) {
    this.request = request;
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.rest = Buffer.alloc(0);
    this.socket.on('data', (bytes) => this.take(bytes));
    this.socket.on('error', (error) => this.fail?.(error));
    this.socket.on('close', () => this.fail?.(new Error('hung up')));
  }

  take(bytes) {
    this.rest = this.rest.length ? Buffer.concat([this.rest, bytes]) : bytes;
    const end = this.rest.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.rest.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.rest.length < end + 4 + length) return;
    const body = this.rest.subarray(end + 4, end + 4 + length);
    this.rest = this.rest.subarray(end + 4 + length);
    this.done({ head, body });
  }

  ask() {
    return new Promise((done, fail) => {
      this.done = done;
      this.fail = fail;
      this.socket.write(this.request);
    });
  }
}

async function eventually(check) {
  for (let left = 200; ; left--) {
    try {
      return await check();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

async function load(target) {
  const lines = Array.from({ length: CONNECTIONS }, () => new Line(target.port, target.request));
  const before = used(target.pid);
  const began = performance.now();
  const until = began + SECONDS * 1000;
  const times = [];
  await Promise.all(lines.map(async (line) => {
    for (let now = performance.now(); now < until; ) {
      const { head } = await line.ask();
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(head);
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  }));
  const seconds = (performance.now() - began) / 1000;
  const cpu = (used(target.pid) - before) / times.length;
  for (const line of lines) { line.fail = undefined; line.socket.destroy(); }
  times.sort((a, b) => a - b);
  return { rate: times.length / seconds, median: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], cpu };
}

/** A process and its children. */
function family(pid) {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return [pid, ...below];
}

/** Microseconds of processor time. */
function used(pid) {
  return family(pid).reduce((sum, one) => {
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1].split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * 10_000;
  }, 0);
}

/** Megabytes of memory in use. */
function memory(pid) {
  return family(pid).reduce((sum, one) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`, 'utf8'))[1]), 0) / 1024;
}

async function held(target) {
  const before = memory(target.pid);
  const lines = Array.from({ length: OPEN }, () => new Line(target.port, target.request));
  for (const line of lines) await line.ask();
  const after = memory(target.pid);
  for (const line of lines) { line.fail = undefined; line.socket.destroy(); }
  return { before, after };
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];

async function main() {
  const [up, proxied, gateway] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(join(folder, 'page.json'), page);
  chmodSync(folder, 0o755);
  nginx('upstream', `server { listen 127.0.0.1:${up}; default_type application/json;
    location = /api/public/oauth/token { return 200 '${tokens}'; }
    location / { root ${folder}; try_files /page.json =404; } }`);
  const proxy = nginx('proxy', `upstream api { server 127.0.0.1:${up}; keepalive 256; keepalive_requests 100000000; }
    server { listen 127.0.0.1:${proxied}; location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; } }`);
  const origin = `http://127.0.0.1:${gateway}`;
  const vitrine = run(binary, [], {
    VITRINE_GATEWAY_LISTEN: `127.0.0.1:${gateway}`, VITRINE_GATEWAY_PUBLIC_URL: origin,
    VITRINE_GATEWAY_UPSTREAM: `http://127.0.0.1:${up}`, VITRINE_GATEWAY_CLIENT_ID: 'id',
    VITRINE_GATEWAY_CLIENT_SECRET: 'secret', VITRINE_GATEWAY_KEYS: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
    VITRINE_GATEWAY_API_RATE: '10000000', VITRINE_GATEWAY_API_BURST: '10000000', VITRINE_GATEWAY_LOG: process.env.LOG ?? 'warn',
  });
  await eventually(() => fetch(`${origin}/health`));
  await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${proxied}${PATH}`);
    if (answer.status !== 200) throw new Error(`the upstream answers ${answer.status}`);
  });
  const pair = (answer) => answer.headers.getSetCookie().map((one) => one.split(';')[0]).filter((one) => !one.endsWith('=')).join('; ');
  const begun = await fetch(`${origin}/auth/sign-in`, { redirect: 'manual' });
  const signedIn = await fetch(`${origin}/auth/callback?code=c`, { redirect: 'manual', headers: { cookie: pair(begun) } });
  const head = (port, more) => `GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/json\r\n${more}\r\n`;
  const targets = {
    'nginx proxy_pass': { port: proxied, pid: proxy.pid, request: head(proxied, 'Authorization: Bearer access-0123456789abcdef0123456789abcdef\r\n') },
    gateway: { port: gateway, pid: vitrine.pid, request: head(gateway, `Sec-Fetch-Site: same-origin\r\nX-Vitrine: 1\r\nCookie: ${pair(signedIn)}\r\n`) },
  };
  const rows = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, target] of Object.entries(targets)) (rows[name] ??= []).push(await load(target));
  }
  console.log(`${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each in turn, an answer of ${page.length} bytes; medians of the rounds`);
  const figures = {};
  for (const [name, all] of Object.entries(rows)) {
    const of = (key) => median(all.map((one) => one[key]));
    const { before, after } = await held(targets[name]);
    figures[name] = { rate: of('rate'), cpu: of('cpu'), after };
    console.log(`${name.padEnd(17)} ${of('rate').toFixed(0).padStart(6)} requests/s, median ${of('median').toFixed(2)} ms, 99 % ${of('p99').toFixed(2)} ms, ` +
      `${of('cpu').toFixed(0)} µs of processor a request; memory ${before.toFixed(1)} MB, with ${OPEN} open connections ${after.toFixed(1)} MB`);
  }
  const [one, other] = Object.values(figures);
  console.log(`gateway to nginx: ${(other.rate / one.rate).toFixed(2)} of the requests/s, ${(other.cpu / one.cpu).toFixed(1)} of the processor time, ${(other.after / one.after).toFixed(1)} of the memory`);
}

try {
  await main();
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
