import type { PickedItem } from "./embed.js";

/** A content item of LTI Deep Linking 2.0. */
export interface ContentItem {
  type: "link" | "ltiResourceLink";
  url: string;
  title: string;
  text?: string;
  thumbnail?: { url: string };
  custom?: { media_id: string };
}

export function toContentItems(
  items: PickedItem[],
  options?: { acceptTypes?: string[]; acceptMultiple?: boolean; launchUrl?: string },
): ContentItem[];
