// Makes the frame of `embed.html` for a page that allows a script: shakes hands with it, gives it tokens, sets its
// height, and hands on what it tells.

const CHOSEN = { view: "view", collection: "collection", pageSize: "page-size", locale: "locale", theme: "theme" };
const EVENTS = ["ready", "navigate", "change", "pick", "cancel", "error"];

let count = 0;

/** An iframe, to be put where the collections are wanted; the events of the element are told at it. */
export function vitrineFrame({ src, title, token, ...chosen }) {
  const address = new URL(src, document.baseURI);
  for (const [name, word] of Object.entries(CHOSEN)) {
    if (chosen[name] !== undefined) address.searchParams.set(word, chosen[name]);
  }
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = address.href;
  frame.allow = "clipboard-write";
  Object.assign(frame.style, { border: "0", inlineSize: "100%", blockSize: "30rem" });
  let end = () => {};
  // Each document in it is another one to shake hands with.
  frame.addEventListener("load", () => {
    end();
    end = connect(frame, address.origin, token);
  });
  return frame;
}

function connect(frame, origin, token) {
  const { port1: port, port2: theirs } = new MessageChannel();
  count += 1;
  const id = `vitrine-${count}`;
  const end = () => {
    window.removeEventListener("message", resize);
    port.close();
  };
  const resize = ({ source, origin: from, data }) => {
    // Taken out of the page, which nobody tells.
    if (!frame.isConnected) return end();
    if (source !== frame.contentWindow || from !== origin) return;
    if (data?.type !== "vitrine.resize" || data.id !== id || !Number.isFinite(data.height)) return;
    frame.style.blockSize = `${Math.max(data.height, 0)}px`;
  };
  port.onmessage = async ({ data }) => {
    if (EVENTS.includes(data?.type)) {
      frame.dispatchEvent(new CustomEvent(data.type, { detail: data.detail, bubbles: true, composed: true }));
    } else if (data?.type === "token") {
      port.postMessage({ token: await Promise.resolve(token?.()).catch(() => undefined) });
    }
  };
  window.addEventListener("message", resize);
  frame.contentWindow.postMessage({ type: "vitrine.connect", id }, origin, [theirs]);
  return end;
}
