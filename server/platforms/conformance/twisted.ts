/** An answer of a list, and where in it the list is. */
interface Found {
  readonly path: readonly string[];
  readonly entries: readonly unknown[];
}

/** One way in which an entry of an answer is not what it should be. */
export interface Twist {
  readonly what: string;
  change(body: string): string;
}

const FEWEST_ENTRIES = 4;
const MOST_DEEP = 3;
const NO_ENTRIES: readonly unknown[] = [null, "odd", 7, [], {}];

/** An entry from the middle, and the last one, as no entry at all, or with a field of another type. */
export function twistsOf(body: string): readonly Twist[] {
  const list = listIn(parse(body), []);
  if (list === null) return [];
  const { entries, path } = list;
  return [Math.floor(entries.length / 2), entries.length - 1].flatMap((at) => {
    const whole = NO_ENTRIES.map((to) => ({ path: [], to }));
    return [...whole, ...fieldsOf(entries[at], [])].map((change): Twist => {
      const where = [...path, String(at), ...change.path];
      return {
        what: `${where.join(".")} is ${JSON.stringify(change.to)}`,
        change: (text) => JSON.stringify(withValue(parse(text), where, change.to)),
      };
    });
  });
}

/** The longest list of objects: of what an answer is about there is more than of anything else. */
function listIn(value: unknown, path: readonly string[]): Found | null {
  if (typeof value !== "object" || value === null || path.length > MOST_DEEP) return null;
  const own = Array.isArray(value) && value.every(isObject) ? { path, entries: value } : null;
  const inner = Array.isArray(value) ? [] : Object.entries(value);
  return [own, ...inner.map(([key, one]) => listIn(one, [...path, key]))].reduce(
    (best, one) => ((one?.entries.length ?? 0) > (best?.entries.length ?? 0) ? one : best),
    own !== null && own.entries.length >= FEWEST_ENTRIES ? own : null,
  );
}

interface Change {
  readonly path: readonly string[];
  readonly to: unknown;
}

function fieldsOf(value: unknown, path: readonly string[]): Change[] {
  if (!isObject(value) || path.length >= MOST_DEEP) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (one === null || one === undefined) return [];
    const here = [...path, key];
    const others =
      typeof one === "string" ? [false, {}] : typeof one === "object" ? ["odd", 7] : ["odd"];
    return [...others.map((to) => ({ path: here, to })), ...fieldsOf(one, here)];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withValue(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((one, at) => (String(at) === key ? withValue(one, rest, to) : one));
  }
  return isObject(value) ? { ...value, [key]: withValue(value[key], rest, to) } : value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
