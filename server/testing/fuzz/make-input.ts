import * as z from "zod";
import type { Random } from "../../sandbox/random.ts";
import { nastyNumber, nastyString, nastyValue } from "./nasty.ts";

/** What a field of that name may be, in words that mean something here: ids, cursors, zones. */
export type Pool = Readonly<Record<string, (random: Random) => unknown>>;

/** A schema as JSON Schema says it, as far as it is followed. */
export interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly minimum?: number;
  readonly maximum?: number;
}

export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
}

/** Nearly right, with something wrong in it, or anything at all. */
export function makeInput(random: Random, shape: Shape, pool: Pool): unknown {
  const chance = random.next();
  if (chance < 0.05) return nastyValue(random);
  const input = fill(random, shape, pool, "");
  return chance < 0.6 ? input : spoil(random, input);
}

function fill(random: Random, shape: Shape, pool: Pool, name: string): unknown {
  const known = Object.hasOwn(pool, name) ? pool[name] : undefined;
  if (known && isText(shape) && random.chance(0.8)) return known(random);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return random.pick(shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fill(random, random.pick(choices), pool, name);
  if (shape.allOf) {
    const parts = shape.allOf.map((one) => fill(random, one, pool, name));
    return Object.assign({}, ...parts.filter((one) => typeof one === "object"));
  }
  switch (shape.type) {
    case "object":
      return fillObject(random, shape, pool);
    case "array": {
      const length = random.chance(0.03) ? random.int(41, 300) : random.int(0, 4);
      const items = shape.items ?? {};
      return Array.from({ length }, () => fill(random, items, pool, name));
    }
    case "integer":
    case "number":
      return random.chance(0.8)
        ? random.int(shape.minimum ?? 0, Math.min(shape.maximum ?? 1000, 1e9))
        : nastyNumber(random);
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    case "string":
      return random.chance(0.5) ? random.pick(WORDS) : nastyString(random);
    default:
      return random.pick([() => undefined, () => null, () => ({})])();
  }
}

function isText({ type, anyOf = [] }: Shape): boolean {
  return type === "string" || anyOf.some(isText);
}

function fillObject(random: Random, shape: Shape, pool: Pool): Record<string, unknown> {
  const entries = Object.entries(shape.properties ?? {})
    .filter(([name]) => shape.required?.includes(name) || random.chance(0.4))
    .map(([name, one]): [string, unknown] => [name, fill(random, one, pool, name)]);
  const { additionalProperties: more } = shape;
  if (typeof more === "object") {
    for (let count = random.int(0, 3); count > 0; count -= 1) {
      entries.push([random.pick(WORDS), fill(random, more, pool, "")]);
    }
  }
  return Object.fromEntries(entries);
}

/** One thing in it is replaced, left out, wrapped, or comes on top. */
function spoil(random: Random, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
    const at = random.int(0, value.length - 1);
    return value.with(at, spoil(random, value[at]));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    const chance = random.next();
    if (entries.length === 0 || chance < 0.15) {
      const extra = [random.pick(WORDS), nastyValue(random)];
      return Object.fromEntries([...entries, extra]);
    }
    const at = random.int(0, entries.length - 1);
    if (chance < 0.25) return Object.fromEntries(entries.toSpliced(at, 1));
    const [name = "", one] = entries[at] ?? [];
    return Object.fromEntries(entries.with(at, [name, spoil(random, one)]));
  }
  if (typeof value === "string" && value.length > 0 && random.chance(0.5)) {
    return spoilText(random, value);
  }
  return random.chance(0.1) ? [value] : nastyValue(random);
}

/** Cut, changed by one letter, doubled, or with something in its middle. */
export function spoilText(random: Random, text: string): string {
  const at = random.int(0, text.length - 1);
  return random.pick([
    text.slice(0, at),
    text.slice(at),
    `${text.slice(0, at)}${String.fromCharCode(random.int(33, 126))}${text.slice(at + 1)}`,
    text + text,
    `${text.slice(0, at)}${nastyString(random)}${text.slice(at)}`,
  ]);
}

const WORDS = [
  "work",
  "everything",
  "github",
  "hideReviews",
  "input",
  "limit",
  "cursor",
  "of",
  "id",
  "constructor",
  "toString",
  "a",
];
