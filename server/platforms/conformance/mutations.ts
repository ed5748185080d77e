import { createRandom } from "../../sandbox/random.ts";

/** JSON knows no such number, and yet it can be written: `JSON.parse` makes it endless. */
const ENDLESS = "a number without end";
const ODD: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  ENDLESS,
  [],
  {},
  true,
  "long and\nof lines ".repeat(2000),
  "2026-02-31T99:00:00Z",
];

export interface Mutation {
  readonly body: string;
  /** What was done to it. */
  readonly what: string;
}

/** Bodies that went wrong somewhere, the same ones each time: at most `most` of them. */
export function mutationsOf(body: string, most: number): Mutation[] {
  const value = parse(body);
  return value === undefined ? mutationsOfText(body, most) : mutationsOfJson(value, most);
}

function mutationsOfJson(value: unknown, most: number): Mutation[] {
  const paths: (readonly string[])[] = [];
  collect(value, [], paths);
  const changes = paths.flatMap((path) => [
    ...(path.length > 0 ? [{ path, to: undefined }] : []),
    ...ODD.map((to) => ({ path, to })),
  ]);
  return spread(changes, most).map(({ path, to }) => ({
    body: JSON.stringify(changed(value, path, to)).replaceAll(`"${ENDLESS}"`, "1e999"),
    what: `${path.join(".") || "all"} is ${to === undefined ? "missing" : String(to).slice(0, 25)}`,
  }));
}

function collect(value: unknown, path: readonly string[], paths: (readonly string[])[]): void {
  paths.push(path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, entry] of Object.entries(value)) collect(entry, [...path, key], paths);
}

/** A copy in which one node is another value, or missing. */
function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown, at) => {
      if (String(at) !== key) return [entry];
      return rest.length === 0 && to === undefined ? [] : [changed(entry, rest, to)];
    });
  }
  const entries = Object.entries(value ?? {}).flatMap(([name, entry]: [string, unknown]) => {
    if (name !== key) return [[name, entry]];
    return rest.length === 0 && to === undefined ? [] : [[name, changed(entry, rest, to)]];
  });
  return Object.fromEntries(entries);
}

/** Cut anywhere, with signs and tags changed, doubled and taken out. */
function mutationsOfText(body: string, most: number): Mutation[] {
  const random = createRandom(`mutations of ${body.length}`);
  const signs = ["<", ">", "&", '"', "'", "]]>", "<!--", "&#0;", "&#x110000;", "\u0000", "é", ""];
  const tags = [...body.matchAll(/<[^<>]{1,200}>/g)];
  return Array.from({ length: most }, () => {
    const place = random.int(0, Math.max(body.length - 1, 0));
    const tag = tags.length === 0 ? undefined : random.pick(tags);
    const start = tag?.index ?? place;
    const end = start + (tag?.[0].length ?? 1);
    const sign = random.pick(signs);
    const ways = [
      { body: body.slice(0, place), what: `cut at ${place}` },
      {
        body: body.slice(0, place) + sign + body.slice(place + 1),
        what: `${JSON.stringify(sign)} at ${place}`,
      },
      { body: body.slice(0, start) + body.slice(end), what: `nothing at ${start}` },
      { body: body.slice(0, end) + body.slice(start), what: `twice from ${start}` },
      {
        body: body.slice(0, end) + "long ".repeat(4000) + body.slice(end),
        what: `much text at ${end}`,
      },
    ];
    return random.pick(ways);
  });
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const random = createRandom(`spread of ${all.length}`);
  return Array.from({ length: most }, () => random.pick(all));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
