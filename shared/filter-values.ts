import { filterTerm, IS_VALUES } from "./filter.ts";
import type { FilterField } from "./filter.ts";
import type { FilterWords } from "./filter-words.ts";
import { sourcesCalled } from "./filter-words.ts";

/** What a value stands for, or a sentence that says what to write instead. */
export type ReadValue = { readonly value: string } | { readonly message: string };

/** Reads what was typed behind a field's colon. */
export function readValue(field: FilterField, typed: string, words: FilterWords): ReadValue {
  const value = meaningOf(field, typed.trim(), words);
  if ("message" in value) return value;
  const parsed = filterTerm.safeParse({ field, value: value.value });
  if (parsed.success) return { value: parsed.data.value };
  const [issue] = parsed.error.issues;
  return {
    message: issue?.code === "too_big" ? TOO_LONG : (issue?.message ?? "This cannot be read."),
  };
}

const TOO_LONG = "What is looked for has at most 200 characters.";

function meaningOf(field: FilterField, typed: string, words: FilterWords): ReadValue {
  switch (field) {
    case "platform":
      return named("platform", typed, platformNames(words));
    case "kind":
      return named("kind", typed, kindNames(words));
    case "is":
      return named("mark", typed, new Map(IS_VALUES.map((one) => [one, one])));
    case "connection":
      return connectionCalled(typed, words);
    case "language":
      return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(typed)
        ? { value: typed.toLowerCase() }
        : { message: "A language is written de, or pt-br." };
    default:
      return { value: typed };
  }
}

function platformNames({ platforms }: FilterWords): Map<string, string> {
  const names = platforms.map(({ id, name }) => [name.toLowerCase(), id] as const);
  return new Map([...names, ...platforms.map(({ id }) => [id, id] as const)]);
}

function kindNames({ platforms }: FilterWords): Map<string, string> {
  const kinds = platforms.flatMap(({ kinds }) => Object.entries(kinds));
  const names = kinds.map(([id, { name }]) => [name.toLowerCase(), id] as const);
  return new Map([...names, ...kinds.map(([id]) => [id, id] as const)]);
}

function named(what: string, typed: string, names: ReadonlyMap<string, string>): ReadValue {
  const name = typed.toLowerCase();
  const value = names.get(name);
  if (value !== undefined) return { value };
  const ids = nearestFirst(name, [...new Set(names.values())]);
  return { message: `No ${what} is called ${short(typed)}. Write ${oneOf(ids)}.` };
}

function connectionCalled(typed: string, words: FilterWords): ReadValue {
  const found = sourcesCalled(words, typed);
  const [only, ...others] = found;
  if (only && others.length === 0) return { value: only.id };
  if (only) {
    const full = new Set(found.map(({ platform, handle }) => `${platform}/${handle}`));
    const names = full.size === found.length ? [...full] : found.map(({ id }) => id);
    return { message: `Several sources are called ${short(typed)}. Write ${oneOf(names)}.` };
  }
  const handles = nearestFirst(typed, [...new Set(words.connections.map(({ handle }) => handle))]);
  if (handles.length === 0) return { message: "There is no source to choose." };
  return { message: `No source is called ${short(typed)}. Write ${oneOf(handles)}.` };
}

/** What to write behind a colon that nothing follows. */
export function wanted(field: FilterField, words: FilterWords): string {
  switch (field) {
    case "platform":
      return oneOf([...new Set(platformNames(words).values())]);
    case "kind":
      return oneOf([...new Set(kindNames(words).values())]);
    case "is":
      return oneOf(IS_VALUES);
    case "connection":
      return "the handle of a source";
    case "language":
      return "a language: de, or pt-br";
    case "after":
    case "before":
      return "a date: 2024, 2024-03 or 2024-03-14";
    default:
      return "a name";
  }
}

function short(typed: string): string {
  return typed.length > 40 ? `${typed.slice(0, 40)}…` : typed;
}

const MOST_NAMED = 6;

function oneOf(names: readonly string[]): string {
  const some = names.slice(0, MOST_NAMED);
  const last = some.at(-1) ?? "";
  if (some.length < names.length) return `${some.join(", ")}, or another`;
  return some.length < 2 ? last : `${some.slice(0, -1).join(", ")} or ${last}`;
}

function nearestFirst(typed: string, names: readonly string[]): string[] {
  const far = new Map(names.map((name) => [name, distance(typed, name)]));
  return names.toSorted((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0));
}

/** How many letters differ (Levenshtein), of the first 40. */
function distance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 40), b.slice(0, 40)];
  let above = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const here = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const replaced = (above[at - 1] ?? 0) + (left[row - 1] === right[at - 1] ? 0 : 1);
      here.push(Math.min(replaced, (above[at] ?? 0) + 1, (here[at - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above.at(-1) ?? 0;
}
