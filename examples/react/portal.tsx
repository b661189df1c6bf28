// A portal in React 19 with a router of its own and two elements, in strict mode.
import { StrictMode, useEffect, useRef, useState, type MouseEvent } from "react";
import { createRoot } from "react-dom/client";
// Defines the element before React draws one: then functions are handed to it as properties.
import "/vitrine/embed.js";
import type { VitrineCollections } from "/vitrine/embed.js";
import type {} from "../../embed-react";
import { go, useAddress } from "./router";

const API = "https://studio.example.edu";

// The portal's own session gives the token: asked at the start, and again when a token is refused.
const token = async () => {
  const answer = await fetch("/portal/token", { method: "POST" });
  return answer.ok ? answer.text() : undefined;
};

type Note = (line: string) => void;

/** All collections. Where it is stands in the portal's address, and Back brings it back. */
function Library({ at, note }: { at: string; note: Note }) {
  const element = useRef<VitrineCollections>(null);
  useEffect(() => {
    if (element.current && element.current.location !== at) element.current.go(at);
  }, [at]);
  return (
    <vitrine-collections
      ref={element}
      label="Library"
      api={API}
      page-size={10}
      token={token}
      onready={() => note("library ready")}
      onnavigate={({ detail: { address } }) => {
        note(`library navigate ${address}`);
        if (address !== at) go(`/?at=${encodeURIComponent(address)}`);
      }}
    />
  );
}

/** The one collection of a course, to look at. */
function Course({ id, note }: { id: string; note: Note }) {
  return (
    <vitrine-collections
      label="This course"
      api={API}
      collection={id}
      mode="read-only"
      token={token}
      onready={() => note("course ready")}
    />
  );
}

function Home({ at }: { at: string }) {
  const [lines, setLines] = useState<string[]>([]);
  const note = (line: string) => setLines((lines) => [...lines, line]);
  return (
    <>
      <h2>Library</h2>
      <Library at={at} note={note} />
      <h2>This course</h2>
      <Course id="101" note={note} />
      <p>
        What was done: <output id="log">{lines.join(", ")}</output>
      </p>
    </>
  );
}

function Portal() {
  const address = useAddress();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault();
    go(event.currentTarget.pathname);
  };
  return (
    <>
      <header>
        <h1>Course portal</h1>
        <nav aria-label="Portal">
          <a href="/" onClick={follow}>Videos</a>
          <a href="/about" onClick={follow}>About</a>
        </nav>
      </header>
      <main>
        {address.pathname === "/about" ? <p>About this portal.</p> : <Home at={address.searchParams.get("at") ?? "/collections"} />}
      </main>
    </>
  );
}

createRoot(document.getElementById("portal")!).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
