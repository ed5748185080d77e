const MOST = 6;

/** Where two JSON values differ, by path; a few of the places at most. */
export function differences(found: unknown, expected: unknown): string[] {
  const all: string[] = [];
  compare(toJson(found), toJson(expected), "", all);
  return all.length <= MOST ? all : [...all.slice(0, MOST), `and ${all.length - MOST} more`];
}

function compare(found: unknown, expected: unknown, path: string, all: string[]): void {
  if (Object.is(found, expected)) return;
  if (isBranch(found) && isBranch(expected) && Array.isArray(found) === Array.isArray(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      compare(found[key], expected[key], path === "" ? key : `${path}.${key}`, all);
    }
    return;
  }
  all.push(`${path || "the value"} is ${shown(found)}, expected ${shown(expected)}`);
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

export function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
