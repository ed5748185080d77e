import type { TextPart } from "../../../sandbox/small-talk.ts";
import { friendActor } from "./actors.ts";

interface Written {
  readonly text: string;
  readonly facets: readonly unknown[];
}

/** A text, and what its facets say of its bytes: links are shortened, as the app does it. */
export function writtenOf(parts: readonly TextPart[]): Written {
  const encoder = new TextEncoder();
  const facets: unknown[] = [];
  let text = "";
  for (const part of parts) {
    const byteStart = encoder.encode(text).length;
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const { shown, feature } = featureOf(part);
    text += shown;
    const byteEnd = encoder.encode(text).length;
    facets.push({
      $type: "app.bsky.richtext.facet",
      index: { byteStart, byteEnd },
      features: [feature],
    });
  }
  return { text: text.trimEnd(), facets };
}

function featureOf(part: Exclude<TextPart, string>): { shown: string; feature: unknown } {
  if ("link" in part) {
    const feature = { $type: "app.bsky.richtext.facet#link", uri: part.link };
    return { shown: shortened(part.link), feature };
  }
  if ("tag" in part) {
    return {
      shown: `#${part.tag}`,
      feature: { $type: "app.bsky.richtext.facet#tag", tag: part.tag },
    };
  }
  const { did, handle } = friendActor(part.mention);
  return { shown: `@${handle}`, feature: { $type: "app.bsky.richtext.facet#mention", did } };
}

function shortened(link: string): string {
  const { host, pathname, search } = new URL(link);
  const path = pathname === "/" ? "" : pathname + search;
  return path.length > 15 ? `${host}${path.slice(0, 13)}...` : host + path;
}
