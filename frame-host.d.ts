// Types of `frame-host.js`.
import type { VitrineEvents } from "./embed.js";

/** What the frame shows, and how. */
export interface VitrineFrameOptions {
  /** Where `embed.html` is. */
  src: string | URL;
  /** What the frame is called, for those who can't see it. */
  title: string;
  /** Asked for a token at the start, and again after it was refused; nothing where there is none. */
  token?: () => Promise<string | undefined>;
  /** What it shows first. */
  view?: "collections" | "report";
  /** The one collection that it shows first. */
  collection?: string;
  pageSize?: 10 | 20 | 50;
  /** A language's tag, such as `de`; without it the person's own. */
  locale?: string;
  /** Without it as the system. */
  theme?: "light" | "dark";
}

/** An iframe that tells what the element in it does. */
export interface VitrineFrame extends HTMLIFrameElement {
  addEventListener<K extends keyof VitrineEvents>(
    type: K,
    listener: (this: VitrineFrame, event: VitrineEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Makes the frame; it connects once it is put into the page, and again whenever it is moved. */
export function vitrineFrame(options: VitrineFrameOptions): VitrineFrame;
