import * as z from "zod";
import { author, medium } from "../../shared/item.ts";
import type { Item, Medium } from "../../shared/item.ts";
import { parseJson } from "./stored-json.ts";

/** The JSON columns of an item and a run: what does not parse reads as nothing, one bad entry is left out. */

export function parseFigures(text: string): Record<string, number> {
  return figures.parse(parseJson(text));
}

export function parseAuthor(text: string | null): Item["author"] {
  return text === null ? null : storedAuthor.parse(parseJson(text));
}

export function parseMedia(text: string): Medium[] {
  return listOf(medium, text);
}

export function parseMarks(text: string): string[] {
  return listOf(z.string(), text);
}

const figures = z.record(z.string(), z.number()).catch({});
const storedAuthor = author.nullable().catch(null);
const list = z.array(z.unknown()).catch([]);

function listOf<T>(entry: z.ZodType<T>, text: string): T[] {
  return list.parse(parseJson(text)).flatMap((one) => {
    const parsed = entry.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}
