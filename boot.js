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
const warmed = app.handed
  .then(() => new Promise(requestAnimationFrame))
  .then(() => wait())
  .then(() => new Intl.NumberFormat())
  .then(() => wait())
  .then(() => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }))
  .catch(() => {});
const answered = app.handed.then(([, asked]) => Promise.all(asked.map(([, , answer]) => answer)));
// Until the next frame is painted, and whatever else waited for it, such as a key that was pressed, has had its turn.
const frame = () => new Promise(requestAnimationFrame).then(() => wait()).then(() => wait());

// The rows of the list, drawn as src/ui/row.rs draws them, so that they are there before the application is, which takes
// them over and writes whatever is not as it would have it. Only what is plain: in English, all that can be done offered,
// nothing amiss in any row. For all else the application is waited for. tests/browser/early.rs compares the two.
const KINDS = {
  user: ["{{kind.personal}}", "M8 8a4 4 0 108 0 4 4 0 10-8 0M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5", "{{archive.library}}"],
  course: ["{{kind.course}}", "M3 8l9-4 9 4-9 4zM7 10.5V15c0 1.4 2.3 3 5 3s5-1.6 5-3v-4.5"],
  collection: ["{{kind.collection}}", "M5 4h14a2 2 0 012 2v12a2 2 0 01-2 2H5a2 2 0 01-2-2V6a2 2 0 012-2zM3 9h18M8 4v5"],
};
KINDS.course_wide = ["{{kind.course-wide}}", KINDS.course[1]];
const LEVELS = {
  view: ["{{level.view}}", "tag", "{{archive.view-only}}"],
  edit: ["{{level.edit}}", "tag edit"],
  admin: ["{{level.owner}}", "tag own"],
};

const ENGLISH = /^en(-(?!X)|$)/;

// A text whose direction is its own.
const apart = (text) => `\u2068${text}\u2069`;

let clicked;

function early([text], { locale, locales, mode, features, page_size = 20 }, url) {
  const own = locale ?? localStorage.getItem("vitrine-locale") ?? navigator.language;
  if (locales || mode || features || !ENGLISH.test(own)) return;
  const tag = locale?.[2] ? locale : navigator.languages.find((tag) => ENGLISH.test(tag)) ?? "en";
  document.documentElement.lang = tag;
  const { format } = new Intl.DateTimeFormat(tag, { dateStyle: "medium" });
  const { searchParams } = new URL(url, location);
  const size = searchParams.get("per_page");
  const more = size == page_size ? "" : `?per_page=${size}`;
  const { content } = document.querySelector("template");
  const [list] = content.children;
  const encoder = new TextEncoder();
  // An id may be larger than a number can be.
  const { collections } = JSON.parse(text.replace(/("id":\s*)(\d+)/g, '$1"$2"'));
  if (!collections.length) return;
  const rows = collections.map(({ id, name, type, permission, owner, created_at, archived_at }) => {
    const [kind, sign, library] = KINDS[type] ?? [apart(type), KINDS.collection[1]];
    const [level, mark, viewer] = LEVELS[permission] ?? [apart(permission), "tag"];
    const refused = library ?? viewer;
    if (archived_at === undefined || !/T.*Z$/.test(created_at) || !/^[1-9]\d{0,17}$/.test(id)) throw id;
    const row = list.firstElementChild.cloneNode(true);
    const [pick, , path, , link, called, , before, by, after, tags, as, , share, , , toggle, , act, other] =
      row.querySelectorAll("*");
    const full = name?.trim() ? name : library ? "{{collection.library}}" : "{{collection.unnamed}}";
    const label = (node, text) => node.setAttribute("aria-label", text.replace("{name}", () => apart(full)));
    row.dataset.row = id;
    link.href = `${base}collections/${id}${more}`;
    called.textContent = full;
    if (encoder.encode(full).length > 60) called.title = full;
    path.setAttribute("d", sign);
    before.textContent = `${kind} · `;
    by.textContent = [owner.full_name, owner.display_name, owner.email].find((name) => name?.trim()) ?? "";
    after.textContent = ` · ${"{{created}}".replace("{=date}", format(new Date(created_at)))}`;
    as.textContent = level;
    as.className = mark;
    if (archived_at) {
      row.className = "off";
      const arch = document.createElement("span");
      arch.className = "tag arch";
      arch.textContent = "{{archived}}";
      tags.prepend(arch);
      act.setAttribute("d", act.dataset.d);
    }
    delete act.dataset.d;
    toggle.append(archived_at ? "{{act.unarchive}}" : "{{act.archive}}");
    toggle.dataset.archive = !!archived_at;
    if (refused) {
      toggle.ariaDisabled = "true";
      toggle.title = refused;
    }
    label(pick, "{{bulk.pick}}");
    label(share, "{{share.of}}");
    label(toggle, archived_at ? "{{unarchive.of}}" : "{{archive.of}}");
    label(other, "{{more.of}}");
    return row;
  });
  list.dataset.page = searchParams.get("page");
  list.replaceChildren(...rows);
  // What is clicked before anybody listens is done then.
  list.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clicked = event.target.closest("a, button, input");
  };
  app.querySelector(".bones").replaceWith(list);
  return list;
}

let begun, drawn, painted;
const here = Promise.all([answered, app.handed, warmed])
  .then(([[answer], [settings, [asked]]]) => {
    drawn = begun || !isList ? null : early(answer, JSON.parse(settings), asked[0]);
    if (drawn) painted = frame();
  })
  .catch(() => {});

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
  // Not before the list is asked for: both are on their way since the page named them.
  await app.handed;
  const bytes = fetch(wasm.href, { integrity: wasm.dataset.sum });
  const { default: start, page } = await import(js);
  await start({ module_or_path: bytes });
  // What is about to come is laid out once, with all around it; what takes longer finds the page there.
  // A tab in the background paints nothing, and so never gets warm.
  await Promise.race([here, wait(300)]);
  await Promise.race([painted, wait(1000)]);
  const { activeElement } = document;
  begun = true;
  page();
  // Once that is painted the rows beyond the window may be, and a moment later what is not of the first view.
  Promise.race([frame(), wait(1000)]).then(() => {
    if (drawn) drawn.onclick = null;
    if (document.activeElement === document.body) activeElement?.focus();
    clicked?.click();
    app.className = "vt";
    setTimeout(later, 99);
  });
} catch (error) {
  console.error(error);
  import("./again.js")
    .then(({ failed }) => failed(app.handed, say))
    .catch(() => say("{{boot.failed}}", "{{act.reload}}", () => location.reload()));
}
