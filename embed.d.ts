// Types of `embed.js`.

/** Something that was chosen in pick mode. Ids are texts: a number of JavaScript can't hold each of them. */
export interface PickedItem {
  type: "video";
  id: string;
  title: string;
  collection_id: string;
  /** By the template `embed-url`; absent without it. */
  url?: string;
  thumbnail?: string;
  embed_id?: string;
  lti_launch_id?: string;
  description?: string;
  /** In whole seconds. */
  duration?: string;
}

/** The events of the element; all bubble and are composed. */
export interface VitrineEvents {
  /** It shows something for the first time. */
  ready: CustomEvent<Record<string, never>>;
  /** It shows another address; keep it where you like, and give it back by `go`. */
  navigate: CustomEvent<{ address: string }>;
  /** Something was changed: `create`, `delete`, `archive`, `unarchive`, … and the collection's id, if it has one. */
  change: CustomEvent<{ action: string; id: string }>;
  /** In pick mode: what was chosen. */
  pick: CustomEvent<{ items: PickedItem[] }>;
  /** In pick mode: nothing is chosen after all. */
  cancel: CustomEvent<Record<string, never>>;
  /** It can't go on (`broken`), or its settings are refused (`settings`); the person is told as well. */
  error: CustomEvent<{ reason: "broken" | "settings"; message: string }>;
}

/** The attributes; each may be changed at any time. */
export interface VitrineAttributes {
  /** Where the API is. */
  api?: string;
  /** What it shows first. */
  view?: "collections" | "report";
  /** The one collection that it shows first. */
  collection?: string;
  "page-size"?: "10" | "20" | "50" | number;
  /** A language's tag, such as `de`; without it the person's own. */
  locale?: string;
  /** Without it as the page around. */
  theme?: "light" | "dark";
  /** Tells its landmarks from those of another element in the page, for those who can't see it. */
  label?: string;
  /** `hash` writes the address into the page's own; only one element of a page may. */
  address?: "none" | "hash";
  mode?: "browse" | "read-only" | "pick";
  /** How many may be chosen at most in pick mode; one without it. */
  "pick-max"?: string | number;
  /** How a person signs in where there is no `token`. */
  "sign-in"?: "none" | "cookie" | "token" | "gateway";
  /** Where a medium is embedded from, with `{embed_id}` in it. */
  "embed-url"?: string;
  /** Where a medium is watched, with `{id}` or `{embed_id}` in it. */
  "media-link"?: string;
}

export class VitrineCollections extends HTMLElement {
  /** Asked for a token at the start, and again after it was refused; nothing where there is none. */
  token: (() => Promise<string | undefined>) | undefined;
  /** Settings that have no attribute, as in `config.json`. */
  settings: Record<string, unknown>;
  /** Where it is, such as `/collections/5?page=2`. */
  readonly location: string;
  /** Goes to an address. */
  go(address: string): void;
  /** Forgets what is known, the token too, and asks again. */
  reload(): void;
  addEventListener<K extends keyof VitrineEvents>(
    type: K,
    listener: (this: VitrineCollections, event: VitrineEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What JSX may give it: properties and `on…` of a custom element go to the element itself. */
type Given = VitrineAttributes & {
  [K in keyof VitrineEvents as `on${K}`]?: (event: VitrineEvents[K]) => void;
} & {
  token?: VitrineCollections["token"];
  settings?: VitrineCollections["settings"];
  ref?: unknown;
  key?: string | number;
  id?: string;
  className?: string;
  style?: object;
  hidden?: boolean;
};

/** For JSX; that of React 19 is in `embed-react.d.ts`. */
export interface VitrineJsx {
  "vitrine-collections": Given;
}

declare global {
  interface HTMLElementTagNameMap {
    "vitrine-collections": VitrineCollections;
  }
}
