// What there is to do when the application breaks: it can't catch that itself, and whatever stands there is dead.
// Loaded once the first view is there, by the page and by the element.

const TEXTS = JSON.parse("{{texts}}");

/** The language of ours that a tag means; src/i18n/choose.rs says why, and tests/boot.rs compares. */
const own = (tag) => {
  const [short] = /^[a-z]{2}(?![^-])/i.exec(tag) ?? [""];
  const language = short === "iw" ? "he" : short.toLowerCase();
  const traditional = short === "zh" && /Hant|-TW|-HK|-MO/.test(tag) && !/Hans/.test(tag);
  return language in TEXTS && !traditional ? language : undefined;
};

/** What is said, in a language if it is there, with that language and its direction. */
export const texts = (tag) => {
  const language = own(tag) ?? "en";
  const dir = ["ar", "he"].includes(language) ? "rtl" : "ltr";
  return { ...TEXTS[language], lang: language === "zh" ? "zh-Hans" : language, dir };
};

/** The language that the page would have, where these are its settings, the person's choice and the browser's. */
export const spoken = ({ locale, locales }, kept, preferred) => {
  const offered = Array.isArray(locales) ? locales.map(own).filter(Boolean) : [];
  const ours = [kept, ...preferred, "en"].map(own);
  return own(locale) ?? ours.find((one) => one && (!offered.length || offered.includes(one))) ?? offered[0];
};

/** Where a person types; a token is not remembered. */
const FIELDS = 'input:not([type="checkbox"], [type="radio"], [type="password"]), textarea';
/** What of a dialog is chosen and not sent; the levels of those who have access are the server's. */
const CHOICES = "select:not([data-permission] *)";
const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
const values = (root, selector) => all(root, selector).map(({ value }) => value);

/** What a person had chosen and typed in what is dead, or nothing. */
export const keep = (root) => {
  const picked = all(root, "[data-row]:has([data-pick]:checked)").map((row) => row.dataset.row);
  const dialog = root.querySelector("dialog[open][data-opener]");
  const chips = all(dialog, "[data-chip] bdi").map((chip) => chip.textContent);
  const typed = all(dialog, FIELDS).map((field) =>
    (field.hasAttribute("data-recipients") ? [...chips, field.value] : [field.value]).filter(Boolean).join(", "),
  );
  const opener = typed.some(Boolean) ? dialog.dataset.opener : undefined;
  return picked.length || opener ? { picked, opener, typed, chosen: values(dialog, CHOICES) } : undefined;
};

const put = (field, value, event) => {
  field.value = value;
  field.dispatchEvent(event);
};

/** Does with what was kept as much as what is drawn by now allows; answers what is left to do. */
export const restore = (root, kept) => {
  let { picked, opener, opens, typed, chosen } = kept;
  if (picked.length) {
    if (!root.querySelector("[data-row]")) return kept;
    for (const row of picked) root.querySelector(`[data-row="${row}"] [data-pick]:not(:checked)`)?.click();
    picked = [];
  }
  if (!opener) return picked.length ? { picked } : undefined;
  const dialog = root.querySelector("dialog[open]");
  if (!dialog) {
    const button = root.querySelector(opener);
    // Once: the dialog may take its time, or be refused.
    if (!opens) button?.click();
    return { picked, opener, opens: opens || Boolean(button), typed, chosen };
  }
  // Another one that a person has opened meanwhile.
  if (dialog.dataset.opener !== opener) return { picked, opener, opens, typed, chosen };
  const fields = all(dialog, FIELDS);
  if (typed.length && fields.length === typed.length) {
    fields.forEach((field, at) => {
      if (typed[at]) put(field, typed[at], new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    });
    typed = [];
  }
  if (!typed.length && chosen.length) {
    // The levels of those who were typed come with them.
    const choices = all(dialog, CHOICES);
    if (choices.length === chosen.length) {
      choices.forEach((choice, at) => {
        if (choice.value !== chosen[at]) put(choice, chosen[at], new Event("change", { bubbles: true }));
      });
      chosen = [];
    }
  }
  return typed.length || chosen.length ? { picked, opener, opens, typed, chosen } : undefined;
};

/** The page: says that it could not be started, in the language that it would have. */
export const failed = async (handed, say) => {
  // A server that answers nothing of its settings does not keep it from being said.
  const [text] = await Promise.race([handed, new Promise((done) => setTimeout(done, 2000, []))]);
  let settings, kept;
  try {
    settings = JSON.parse(text);
    kept = localStorage.getItem("vitrine-locale");
  } catch {
    // Settings that are none, or a browser that keeps nothing.
  }
  const { lang, dir, failed, reload } = texts(spoken(settings ?? {}, kept, navigator.languages));
  Object.assign(document.documentElement, { lang, dir });
  say(failed, reload, () => location.reload());
};

const KEY = "vitrine.typed";

/** The page: says that it has broken; loaded anew, it is where it was, with what was typed. `say` draws that. */
export const watch = (app, say) => {
  const broken = ({ error, reason = error }) => {
    if (!(reason instanceof WebAssembly.RuntimeError)) return;
    for (const event of ["error", "unhandledrejection"]) window.removeEventListener(event, broken);
    console.error(reason);
    const kept = keep(app);
    const main = app.querySelector("main");
    // Dialogs and what is around: none of it answers any more.
    app.replaceChildren(main);
    const words = texts(document.documentElement.lang);
    say(words.broken, words.again, () => {
      try {
        // Taken out by the one that comes, in this tab and at this address only.
        if (kept) sessionStorage.setItem(KEY, JSON.stringify([location.href, kept]));
      } catch {
        // A browser that keeps nothing.
      }
      location.reload();
    });
  };
  for (const event of ["error", "unhandledrejection"]) window.addEventListener(event, broken);
  try {
    const [at, kept] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    sessionStorage.removeItem(KEY);
    if (at === location.href) follow(app, kept);
  } catch {
    // Nothing was kept.
  }
};

/** Restores what was kept as the parts are drawn. */
export const follow = (root, kept) => {
  let left = kept;
  const step = () => {
    left = restore(root, left);
    if (!left) marks.disconnect();
  };
  const marks = new MutationObserver(step);
  marks.observe(root, { childList: true, subtree: true, attributeFilter: ["open"] });
  step();
};
