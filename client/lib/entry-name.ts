import type { PlatformFace } from "../../shared/platforms.ts";
import type { Entry } from "../../shared/timeline.ts";
import { kindCount } from "./entry-words.ts";
import { inSentence } from "./in-sentence.ts";
import { isPerson } from "./is-person.ts";

/** What an entry is called in a sentence: `your commit in ines/tarn`, `5 commits in ines/tarn`. */
export function entryName(entry: Entry, info: PlatformFace | undefined): string {
  const { place } = entry.type === "group" ? entry : entry.item;
  const where = place === null ? "" : ` ${isPerson(place) ? "to" : "in"} ${place.name}`;
  return `${what(entry, info)}${where}`;
}

function what(entry: Entry, info: PlatformFace | undefined): string {
  if (entry.type === "group") return kindCount(entry.kind, entry.count, info);
  const { kind, author } = entry.item;
  const name = inSentence(info?.kinds[kind]?.name ?? kind.replaceAll("_", " "));
  return author === null ? `your ${name}` : `the ${name} of ${author.name}`;
}
