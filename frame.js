// The collections in a frame of somebody else's page. The address chooses what is shown and how, `config.json` all
// else. It hears nobody but the page around, and that one only from an origin that `frame_hosts` lists.
import "./embed.js";

/** How long (ms) the page around may take to give a token. */
const PATIENCE = 10_000;
/** What an address may choose: never an API, a link or an origin. */
const CHOSEN = ["view", "collection", "page-size", "locale", "theme"];
const EVENTS = ["ready", "navigate", "change", "pick", "cancel", "error"];
/** Events of which the newest is told to a page around that connects later. */
const KEPT = ["ready", "navigate", "error"];

const element = document.createElement("vitrine-collections");
const query = new URLSearchParams(location.search);
for (const name of CHOSEN) if (query.has(name)) element.setAttribute(name, query.get(name));

const settings = fetch(new URL("./config.json", import.meta.url)).then((answer) => {
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return answer.json();
});
/** As `vitrine_policy::is_host`; tests/embedding.rs compares the two. */
const isHost = (text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  const local = protocol === "http:" && ["localhost", "127.0.0.1"].includes(hostname);
  return origin === text && (protocol === "https:" || local) && /^[a-z0-9.-]+$/.test(hostname);
};

/** The origins that may hold this page; nothing where one of them can't be used. */
const hosts = settings.then(
  ({ frame_hosts: listed = [] }) => (Array.isArray(listed) && listed.every(isHost) ? listed : undefined),
  () => [],
);

/** The page around, once it has connected: its origin, its end of the channel, what it calls this frame. */
let host;
/** Its origin as the browser tells it, where it does and the origin is listed. */
let around;

let question;
let answer = () => {};
let vain = false;
/** Asks the page around for a token: one question at a time. */
const token = () =>
  (question ??= new Promise((done) => {
    answer = (token) => {
      clearTimeout(late);
      question = undefined;
      answer = () => {};
      vain = token === undefined;
      done(token);
    };
    const late = setTimeout(() => answer(), PATIENCE);
    host?.port.postMessage({ type: "token" });
  }));

const kept = new Map();
for (const name of EVENTS) {
  element.addEventListener(name, ({ type, detail }) => {
    if (host) host.port.postMessage({ type, detail });
    else if (KEPT.includes(type)) kept.set(type, detail);
  });
}

/** Tells how high it is: a platform of LTI where the browser names it, anybody else once they have connected. */
const size = () => {
  const height = Math.ceil(element.getBoundingClientRect().height);
  const to = host?.origin ?? around;
  // What is not shown has none.
  if (!to || !height) return;
  parent.postMessage({ subject: "lti.frameResize", height }, to);
  if (host) parent.postMessage({ type: "vitrine.resize", id: host.id, height }, to);
};

const connect = async ({ source, origin, data, ports: [port] }) => {
  if (source !== parent || data?.type !== "vitrine.connect" || !port) return;
  const listed = (await hosts)?.includes(origin);
  if (!listed || host) return;
  window.removeEventListener("message", connect);
  host = { origin, port, id: data.id };
  port.onmessage = ({ data }) => {
    if (data && typeof data === "object" && "token" in data) {
      answer(typeof data.token === "string" ? data.token : undefined);
    }
  };
  for (const [type, detail] of kept) port.postMessage({ type, detail });
  kept.clear();
  size();
  if (question) port.postMessage({ type: "token" });
  else if (vain) element.reload();
};

const sheet = new CSSStyleSheet();
// High enough for a dialog over a short list.
sheet.replaceSync("body { margin: 0 } vitrine-collections { min-block-size: 30rem; background: var(--vt-canvas) }");
document.adoptedStyleSheets = [sheet];
const theme = element.getAttribute("theme");
if (["light", "dark"].includes(theme)) document.documentElement.style.colorScheme = theme;

const main = document.querySelector("main");
const framed = parent !== window;
if (framed) window.addEventListener("message", connect);
try {
  const read = await settings;
  const listed = await hosts;
  if (!listed) {
    const why = { "{=setting}": "frame_hosts", "{=right}": "[\"https://portal.example\"]" };
    throw Object.entries(why).reduce((text, [name, word]) => text.replace(name, word), "{{fail.config-why}}");
  }
  element.settings = read;
  // A token is typed in a page of its own only: what stands in a frame may be made to look like something else.
  if (framed && ["token", "host"].includes(read.sign_in?.kind)) element.token = token;
  const [origin] = location.ancestorOrigins ?? [];
  if (framed && listed.includes(origin)) around = origin;
  main.replaceChildren(element);
  new ResizeObserver(size).observe(element);
} catch (error) {
  console.error(error);
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = typeof error === "string" ? error : "{{fail.config-missing}}";
  main.replaceChildren(note);
}
