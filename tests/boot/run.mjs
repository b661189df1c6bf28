// Runs boot.js in Node for each case on its standard input, with stand-ins for what it needs of a browser, and
// prints what it asked the network for.
import { readFileSync } from 'node:fs'

const source = readFileSync(process.argv[2], 'utf8')
const answers = []
for (const { base, path, query, config } of JSON.parse(readFileSync(0, 'utf8'))) {
  const asked = []
  const app = {}
  globalThis.location = { pathname: path, search: query && `?${query}` }
  globalThis.document = {
    getElementById: () => app,
    querySelectorAll: () => [],
    querySelector: () => ({
      href: 'wasm',
      cloneNode: () => ({ addEventListener() {} }),
      replaceWith() {},
      dataset: { base, js: 'data:text/javascript,export default async () => {}; export const page = () => {}' },
    }),
  }
  globalThis.addEventListener = () => {}
  // What comes after the start is none of this; the rows are not waited for.
  globalThis.requestAnimationFrame = () => {}
  globalThis.setTimeout = (go, ms) => ms === 300 && go()
  globalThis.fetch = async (url, options) => {
    if (url === `${base}config.json`) return new Response(config)
    if (url === 'wasm') return new Response()
    asked.push([url, options])
    return new Response('{"id": 9007199254740993}')
  }
  await import(`data:text/javascript;base64,${btoa(`${source}\n// ${answers.length}`)}`)
  const [text, first] = await app.handed
  const bodies = await Promise.all(first.map(([, , answer]) => answer.then(([body]) => body)))
  answers.push({
    settings: text,
    bodies,
    handed: first.map(([url, headers]) => [url, ...headers]),
    asked: asked.map(([url, { headers, cache, redirect }]) => [url, ...Object.entries(headers).flat(), cache, redirect]),
  })
}
console.log(JSON.stringify(answers))
