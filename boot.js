// Starts the application that the page names. While it is on its way, asks for the settings and for what the
// address shows; both are handed over as text, as a property of the element that the application takes over.
if (!document.getElementById("app")) await new Promise((go) => addEventListener("DOMContentLoaded", go));
const app = document.getElementById("app");
// `base` is the folder that the page lives in, with a slash at its end.
const { base, js } = document.querySelector("meta[name=app]").dataset;
const wasm = document.querySelector("[type$=wasm]");

const [list, id, ...more] = location.pathname.replace(base, "/").split("/").filter(Boolean);
const isList = id === undefined && [undefined, "index.html", "collections"].includes(list);

// The first requests that `Route` and the client make of this address; tests/boot.rs compares them. Where they
// can't be told with certainty there are none, and the application asks by itself.
function first({ api = "", page_size = 20, sign_in = { kind: "cookie" } }) {
  const query = new URLSearchParams(location.search);
  const isOne = list === "collections" && /^[1-9]\d{0,17}$/.test(id) && !more.length;
  const searches = ["find", "show", "type", "level"].some((name) => query.get(name));
  const token = sign_in.kind === "demo" ? sign_in.identities[0].token : undefined;
  if (
    !(isOne || (isList && !searches)) ||
    !["none", "cookie", "gateway", "demo"].includes(sign_in.kind) ||
    !/^(https?:\/\/.*)?$/.test(api) ||
    !(token === undefined || /^[!-~]+$/.test(token)) ||
    ![10, 20, 50].includes(page_size)
  ) {
    return [];
  }
  const number = (name, otherwise) => (/^\d+$/.test(query.get(name)) ? +query.get(name) : otherwise);
  const asked = number("per_page", page_size);
  const size = asked <= 15 ? 10 : asked <= 35 ? 20 : 50;
  const wanted = number("page", 1);
  const page = wanted < 4294967295 && wanted ? wanted : 1;
  const paging = `?page=${page}&per_page=${size}`;
  const all = `${api.replace(/\/+$/, "")}/api/public/v1/collections`;
  const urls = isOne ? [`${all}/${id}`, `${all}/${id}/media${paging}`] : [all + paging];
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (sign_in.kind === "gateway") headers["X-Vitrine"] = "1";
  return urls.map((url) => {
    const stop = new AbortController();
    const asked = fetch(url, { headers, cache: "no-store", redirect: "error", signal: stop.signal });
    const heads = (answer) => ["Content-Type", "X-Vitrine-Expires-In"].map((name) => answer.headers.get(name));
    const answer = asked.then(async (answer) => (answer.status === 200 ? [await answer.text(), ...heads(answer)] : null));
    // Whatever went wrong, the application asks again and says it.
    return [url, Object.entries(headers).flat(), answer.catch(() => null), stop];
  });
}

// What was done last before the keys are listened to; they take it up if it was a key.
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, (event) => (app.last = event));

const settings = fetch(`${base}config.json`).then((answer) => (answer.ok ? answer.text() : null));
app.handed = settings
  .then((text) => {
    try {
      return [text, first(JSON.parse(text))];
    } catch {
      // The application says what is wrong with its settings.
      return [text, []];
    }
  })
  .catch(() => [null, []]);

// The first number or date that is written has the browser read what it knows of all languages, which takes it a while.
// It has the time once all is asked for and the skeleton is painted. Where it fails the application says so.
const wait = (ms) => new Promise((go) => setTimeout(go, ms));
const warm = () => [new Intl.NumberFormat(), new Intl.DateTimeFormat(undefined, { dateStyle: "medium" })];
const warmed = app.handed.then(() => new Promise(requestAnimationFrame)).then(() => wait()).then(warm).catch(() => {});
const answered = app.handed.then(([, asked]) => Promise.all(asked.map(([, , answer]) => answer)));

// A sheet of style for which there was no hurry, or that is needed at once; asked for until it is there.
function look(link) {
  const next = link.cloneNode();
  next.disabled = false;
  next.addEventListener("error", () => setTimeout(look, 5000, next));
  link.replaceWith(next);
}

function later() {
  document.querySelectorAll("link[disabled]").forEach(look);
  import("./again.js").then(({ watch }) => watch(app, say), console.error);
}

// What is elsewhere than the list is drawn by the second file, and looks as the second sheet says.
for (const link of document.querySelectorAll("link[disabled]")) {
  if (!isList || (link.media && matchMedia(link.media).matches)) look(link);
}

// A message in the place of what should be there, and the way on.
function say(words, word, act) {
  const note = document.createElement("div");
  const text = document.createElement("h1");
  note.className = "note bad";
  note.setAttribute("role", "alert");
  text.textContent = words;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = word;
  button.addEventListener("click", act);
  note.append(text, button);
  (app.querySelector("main") ?? app).replaceChildren(note);
}

try {
  // Asked for at the same time: each of them waits its turn beside the first paint.
  const bytes = fetch(wasm.href, { integrity: wasm.dataset.sum });
  const { default: start, page } = await import(js);
  await start({ module_or_path: bytes });
  // What is about to come is laid out once, with all around it; what takes longer finds the page there.
  // A tab in the background paints nothing, and so never gets warm.
  await Promise.race([answered, warmed.then(() => wait(50)), wait(1000)]);
  page();
  // Once that is painted the rows beyond the window may be, and a moment later what is not of the first view.
  Promise.race([new Promise(requestAnimationFrame).then(() => wait()), wait(1000)]).then(() => {
    app.className = "vt";
    setTimeout(later, 99);
  });
} catch (error) {
  console.error(error);
  import("./again.js")
    .then(({ failed }) => failed(app.handed, say))
    .catch(() => say("{{boot.failed}}", "{{act.reload}}", () => location.reload()));
}
