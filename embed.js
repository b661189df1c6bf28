// <vitrine-collections>: the interface as an element of somebody else's page. This file keeps its name; what it
// needs it finds beside itself, when the first element appears. Importing it where there is no document is
// harmless.
const SCRIPT = "./vitrine.js";
const WASM = "./vitrine_bg.wasm";
const STYLE = "./embed.css";
// What the first view does not need: how dialogs and the report look, and what few need at a time.
const REST = "./embed-rest.css";
// What there is to do when the application has broken.
const AGAIN = "./again.js";
// What is fetched has to be what was built.
const SUMS = {
  [WASM]: "sha256-vitrine_bg.wasm",
  [STYLE]: "sha256-embed.css",
  [REST]: "sha256-embed-rest.css",
};

const beside = (file) => new URL(file, import.meta.url).href;

/** The style sheets, each one for all elements. */
const sheets = {};
const style = (file) => {
  sheets[file] ??= fetch(beside(file), { integrity: SUMS[file] }).then(async (answer) => {
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    const made = new CSSStyleSheet();
    made.replaceSync(await answer.text());
    return made;
  });
  sheets[file].catch(() => delete sheets[file]);
  return sheets[file];
};

/** The application, one instance for all elements; a new one after it has broken. */
let app;
/** Its stack, which is at its beginning again whenever it has come to the end of something. */
let stack;
let tries = 0;
// Another address is another module, and so a fresh instance.
const now = (file) => beside(file) + (tries ? `?${tries}` : "");
const application = () => {
  app ??= (async () => {
    const [file, wasm] = [now(SCRIPT), fetch(now(WASM), { integrity: SUMS[WASM] })];
    // What comes of it is said where it is used.
    wasm.catch(() => {});
    const script = await import(file);
    const made = Object.values(await script.default({ module_or_path: wasm }));
    const pointer = made.find((one) => one instanceof WebAssembly.Global);
    stack = { pointer, start: pointer?.value };
    return script;
  })();
  app.catch(() => {
    app = undefined;
    tries += 1;
  });
  return app;
};

/** Ends what was drawn: its requests now, all else once they and the frames that are due have come to their end. */
const end = (tell) => {
  const stop = () => {
    try {
      tell("stop", "");
    } catch {
      // A broken application may be unable to end.
    }
  };
  stop();
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(stop)));
};

/** What is to be done and said where the application has broken: there before it is needed, if it can be had. */
let again;
const learn = async () => {
  try {
    again ??= await import(AGAIN);
  } catch {
    // It is said in English then, and what was typed is not known.
  }
};

/** The elements that are in a document now. */
const here = new Set();

/** Whether the newest application has come to the end of all that it began, and answers. */
const well = () => stack?.pointer?.value === stack?.start && [...here].every((element) => element.answers());

/** What the application throws where it breaks, it can't catch itself: whatever stands there is dead. */
const broken = ({ error, reason = error }) => {
  if (!(reason instanceof WebAssembly.RuntimeError)) return;
  const from = (address) => [SCRIPT, WASM].some((file) => String(reason.stack).includes(`${address(file)}:`));
  if (from(now)) restart();
  // One that has been replaced may break again and again: the newest one does not care. WebKit names both alike.
  else if (from(beside)) setTimeout(() => well() || restart());
};

/** Gives up what is dead: whatever shows it says so, and can have a new one. */
const restart = () => {
  app = stack = undefined;
  tries += 1;
  for (const element of here) element.broken();
};

/** Where the texts of each language are. */
const LANGUAGES = Object.fromEntries("{{languages}}".split(" ").map((one) => one.split("=")));

/** Whether this file has been replaced since it was loaded: what it names may be gone. */
const renewed = async () => {
  try {
    const answer = await fetch(import.meta.url);
    return answer.ok && !(await answer.text()).includes(SCRIPT);
  } catch {
    return false;
  }
};

const TEXTS = {
  lang: "en",
  dir: "ltr",
  loading: "{{loading}}",
  failed: "{{boot.failed}}",
  broken: "{{boot.broken}}",
  again: "{{act.retry}}",
  renewed: "{{extras.renewed}}",
  reload: "{{act.reload}}",
};

/** What of the inside has a name for `::part`; docs/embedding.md lists them. */
const PARTS = {
  heading: "h1",
  toolbar: ".bar, [role=toolbar]",
  list: "[data-list]",
  row: "[data-list] > li",
  pager: ".pager",
  button: ".btn",
  field: ".field",
  dialog: "dialog",
  toast: ".toast",
};

/** What a person jumps to by name. */
const LANDMARKS = "nav, section[aria-label], [role=region][aria-label], [role=search]";

const VIEWS = { __proto__: null, collections: "/collections", report: "/report" };
const text = (value) => value;
// What is no number is handed on as it is, for the application to name.
const number = (value) => (/^\d+$/.test(value) ? Number(value) : value);
/** The attributes that are settings of `config.json`, there with `_` for `-`. */
const SETTINGS = {
  api: (value) => new URL(value, document.baseURI).href,
  "page-size": number,
  locale: text,
  mode: text,
  "pick-max": number,
  "embed-url": text,
  "media-link": text,
};

class VitrineCollections extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [...Object.keys(SETTINGS), "view", "collection", "address", "sign-in", "label"];

  #root;
  #into;
  #label = document.createElement("span");
  #named = 0;
  #marks = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) this.#mark(node);
  });
  /** What a person had chosen and typed when the application broke. */
  #kept;
  #tell;
  #at;
  #drawnAt;
  #followed = false;
  #due = false;
  #ready = false;
  #token;
  #settings = {};

  /** An async function that answers a token; asked at the start, and again after a refusal. */
  get token() {
    return this.#token;
  }

  set token(token) {
    const before = this.#token;
    this.#token = token ?? undefined;
    // Another function is asked the next time; it does not mean another person.
    if (!before !== !this.#token) this.#draw();
  }

  /** Settings that have no attribute, as in `config.json`. */
  get settings() {
    return this.#settings;
  }

  set settings(settings) {
    const before = JSON.stringify(this.#settings);
    this.#settings = settings ?? {};
    if (JSON.stringify(this.#settings) !== before) this.#draw();
  }

  /** Where it is: a path and a query, as the page has it. */
  get location() {
    return this.#at ?? this.#start();
  }

  /** Goes to an address: `/collections`, `/collections/5?page=2`, `/report`. */
  go(address) {
    // What is not drawn yet is drawn there.
    if (this.#tell) this.#ask("go", String(address));
    else this.#at = String(address);
  }

  /** Forgets what is known and asks again. */
  reload() {
    if (this.#tell) this.#ask("reload", "");
    else this.#draw();
  }

  /** Where the application breaks at it, that is no error of the page around. */
  #ask(what, value) {
    try {
      this.#tell(what, value);
    } catch (error) {
      broken({ error });
    }
  }

  connectedCallback() {
    here.add(this);
    VitrineCollections.#nameAll();
    if (here.size === 1) {
      window.addEventListener("error", broken);
      window.addEventListener("unhandledrejection", broken);
    }
    if (this.#hash) {
      window.addEventListener("popstate", this.#follow);
      window.addEventListener("hashchange", this.#follow);
    }
    // What was only moved is as it was, but for a dialog, which has lost its place above the page.
    if (!this.#into || this.#root.querySelector("dialog[open]")) this.#draw();
  }

  /** Another document needs style sheets of its own. */
  adoptedCallback() {
    this.#stop();
  }

  disconnectedCallback() {
    // What is only moved is there again before this runs.
    queueMicrotask(() => {
      if (this.isConnected) return;
      here.delete(this);
      VitrineCollections.#nameAll();
      if (here.size === 0) {
        window.removeEventListener("error", broken);
        window.removeEventListener("unhandledrejection", broken);
      }
      window.removeEventListener("popstate", this.#follow);
      window.removeEventListener("hashchange", this.#follow);
      this.#stop();
    });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "label") return this.#name();
    if (["view", "collection"].includes(name)) this.#at = undefined;
    if (name === "address") {
      if (!this.isConnected) return;
      const act = this.#hash ? "addEventListener" : "removeEventListener";
      window[act]("popstate", this.#follow);
      window[act]("hashchange", this.#follow);
      if (this.#hash && location.hash) this.#follow();
      return;
    }
    this.#draw();
  }

  get #hash() {
    return this.getAttribute("address") === "hash";
  }

  #follow = () => {
    const at = location.hash.slice(1);
    // Before the first step there was none; one of another kind is the page's own.
    const to = at === "" ? this.#begin() : at;
    if (!to.startsWith("/") || to === this.#at) return;
    this.#followed = this.#tell !== undefined;
    this.go(to);
  };

  #start() {
    if (this.#hash && location.hash.startsWith("#/")) return location.hash.slice(1);
    return this.#begin();
  }

  #begin() {
    const id = this.getAttribute("collection");
    if (id !== null) return `/collections/${encodeURIComponent(id)}`;
    return VIEWS[this.getAttribute("view")] ?? "/collections";
  }

  /** The settings as the application reads them: what is missing is as it decides, what is wrong it names. */
  #config() {
    const settings = { ...this.#settings };
    for (const [name, read] of Object.entries(SETTINGS)) {
      const value = this.getAttribute(name);
      if (value !== null) settings[name.replace("-", "_")] = read(value);
    }
    const kind = this.#token ? "host" : (this.getAttribute("sign-in") ?? settings.sign_in?.kind ?? "cookie");
    return JSON.stringify({ ...settings, sign_in: { ...settings.sign_in, kind } });
  }

  /** Draws anew, once for all that changes at the same time. */
  #draw() {
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(async () => {
      this.#due = false;
      if (!this.isConnected) return;
      const into = this.#empty();
      try {
        const [script, made] = await Promise.all([application(), style(STYLE)]);
        // Drawn anew, or gone, meanwhile.
        if (this.#into !== into || !this.isConnected) return;
        this.#root.adoptedStyleSheets = [made];
        this.#root.adoptedStyleSheets.push(this.#size());
        into.replaceChildren();
        this.#marks.observe(into, { childList: true, subtree: true });
        this.#at ??= this.#start();
        this.#drawnAt = this.#at;
        script.element(this.#root, into, this.#config(), this.#at, this.#port(into));
        this.#dress(into);
        learn();
        if (this.#kept) again?.follow(into, this.#kept);
        this.#kept = undefined;
      } catch (error) {
        broken({ error });
        await learn();
        const why = (await renewed()) ? "renewed" : "failed";
        if (this.#into === into) this.#message(why, error);
      }
    });
  }

  /** Adds the second style sheet, asked for until it is there. */
  #dress(into) {
    const mine = () => this.#into === into;
    style(REST).then(
      (made) => mine() && this.#root.adoptedStyleSheets.push(made),
      () => setTimeout(() => mine() && this.#dress(into), 5000),
    );
  }

  /** An empty place to draw in; what was drawn before has ended. */
  #empty() {
    this.#stop();
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: "open" });
    }
    this.#into = document.createElement("div");
    this.#into.className = "vt";
    this.#into.setAttribute("part", "root");
    const waits = document.createElement("p");
    waits.setAttribute("role", "status");
    waits.textContent = TEXTS.loading;
    this.#into.append(waits);
    this.#root.replaceChildren(this.#label, this.#into);
    return this.#into;
  }

  #stop() {
    const tell = this.#tell;
    this.#tell = undefined;
    this.#drawnAt = undefined;
    this.#followed = false;
    if (tell) end(tell);
    this.#marks.disconnect();
    this.#label.remove();
    this.#into?.remove();
    this.#into = undefined;
  }

  /** Gives what was drawn the names by which it is styled and found. */
  #mark(node) {
    if (!(node instanceof Element)) return;
    for (const [part, selector] of Object.entries(PARTS)) {
      if (node.matches(selector)) node.part.add(part);
      for (const one of node.querySelectorAll(selector)) one.part.add(part);
    }
    if (node.matches(LANDMARKS) || node.querySelector(`h1, ${LANDMARKS}`)) this.#name();
  }

  static #nameAll() {
    for (const one of here) one.#name();
  }

  /** Landmarks are told apart by `label`, or, where there are several elements, by what is shown. */
  #name() {
    const label = this.getAttribute("label");
    this.#label.id = "vt-label";
    this.#label.hidden = true;
    this.#label.textContent = label;
    const heading = this.#into?.querySelector("h1");
    if (heading) heading.id = "vt-heading";
    const by = label ? "vt-label" : here.size > 1 && "vt-heading";
    for (const one of this.#into?.querySelectorAll(LANDMARKS) ?? []) {
      one.id ||= `vt-landmark-${++this.#named}`;
      if (by) one.setAttribute("aria-labelledby", one.hasAttribute("aria-label") ? `${one.id} ${by}` : by);
      else one.removeAttribute("aria-labelledby");
    }
  }

  /** What a person set as their text size, whatever the page around makes of its own `rem`. */
  #size() {
    const probe = document.createElement("span");
    probe.className = "vt-probe";
    this.#into.append(probe);
    const size = getComputedStyle(probe).fontSize;
    probe.remove();
    const made = new CSSStyleSheet();
    made.replaceSync(`:host { --vt-rem: ${size}; }`);
    return made;
  }

  /** What the application may ask of the page around. */
  #port(into) {
    const mine = () => this.#into === into;
    let refused = false;
    return {
      tell: (event, detail) => {
        if (!mine()) return;
        // Its settings were: what says so can only be ended.
        refused ||= detail.reason === "settings";
        if (event === "navigate") {
          const drawing = this.#drawnAt !== undefined;
          // Sent elsewhere meanwhile: that is told next.
          if (drawing && this.#at !== this.#drawnAt) return;
          const [same, followed] = [drawing || this.#at === detail.address, this.#followed];
          this.#at = detail.address;
          if (drawing) this.#drawnAt = this.#at;
          this.#followed = false;
          if (!this.#ready) {
            this.#ready = true;
            queueMicrotask(() => this.#say("ready", {}));
          }
          if (same) return;
          if (this.#hash && !followed && location.hash !== `#${detail.address}`) {
            // The whole address: the page's base may be elsewhere.
            history.pushState(history.state, "", location.href.replace(/#.*|$/, `#${detail.address}`));
          }
        }
        this.#say(event, detail);
      },
      drawn: (tell) => {
        // Gone, or drawn anew, meanwhile.
        if (!mine() || !this.isConnected) return end(tell);
        this.#tell = refused ? (what, value) => what === "stop" && tell(what, value) : tell;
        // Sent elsewhere meanwhile.
        const to = this.#at !== this.#drawnAt && this.#at;
        this.#drawnAt = undefined;
        if (to) this.#tell("go", to);
      },
      words: (language) => LANGUAGES[language] && beside(LANGUAGES[language]),
      token: async () => {
        const token = await this.#token?.();
        return mine() && typeof token === "string" ? token : undefined;
      },
    };
  }

  #say(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }

  /** Whether what is drawn, if anything is, still listens. */
  answers() {
    try {
      this.#tell?.("go", this.#at);
      return true;
    } catch {
      return false;
    }
  }

  /** The application has broken: says so in place, and offers a fresh one, at the same place. */
  broken() {
    if (!this.#tell && this.#drawnAt === undefined) return;
    const dead = this.#into;
    this.#kept = again?.keep(dead) ?? this.#kept;
    this.#stop();
    this.#message("broken", new Error("the application has stopped"), dead);
  }

  /** Says it in the language of what stood there, else in the browser's as far as it is known. */
  #message(why, error, { lang } = { lang: this.getAttribute("locale") ?? navigator.language }) {
    console.error(error);
    const texts = again?.texts(lang) ?? TEXTS;
    Object.assign(this.#empty(), { lang: texts.lang, dir: texts.dir });
    const note = document.createElement("div");
    note.className = "note bad";
    note.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.textContent = texts[why];
    const on = document.createElement("button");
    on.type = "button";
    on.className = "btn";
    const over = why === "renewed";
    on.textContent = over ? texts.reload : texts.again;
    on.addEventListener("click", () => (over ? location.reload() : this.#draw()));
    note.append(said, on);
    this.#into.replaceChildren(note);
    style(STYLE).then(
      (made) => (this.#root.adoptedStyleSheets = [made]),
      () => {},
    );
    this.#say("error", { reason: "broken", message: texts[why] });
  }
}

globalThis.customElements?.get("vitrine-collections") ??
  globalThis.customElements?.define("vitrine-collections", VitrineCollections);

export { VitrineCollections };
