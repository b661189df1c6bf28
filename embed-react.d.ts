// Types of the element in the JSX of React 19.
import type { VitrineJsx } from "./embed.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends VitrineJsx {}
  }
}
