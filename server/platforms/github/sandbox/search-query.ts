/** A parsed search: `author:ineshal created:>=2024-01-01 cache` */
export interface SearchQuery {
  readonly qualifiers: readonly {
    readonly name: string;
    readonly value: string;
    readonly isNegated: boolean;
  }[];
  readonly words: readonly string[];
}

export function parseSearch(text: string): SearchQuery {
  const parts = text.match(/-?[a-z-]+:"[^"]*"|"[^"]*"|\S+/gi) ?? [];
  const qualifiers: { name: string; value: string; isNegated: boolean }[] = [];
  const words: string[] = [];
  for (const part of parts) {
    const match = /^(-?)([a-z][a-z-]*):(.+)$/i.exec(part);
    const [, sign, name, value] = match ?? [];
    if (name === undefined || value === undefined)
      words.push(part.replaceAll('"', "").toLowerCase());
    else
      qualifiers.push({
        name: name.toLowerCase(),
        value: value.replaceAll('"', ""),
        isNegated: sign === "-",
      });
  }
  return { qualifiers, words };
}

/** Whether a time lies in `2024-01-01`, `>=2024-01-01T10:00:00Z`, `a..b`, `*..b`; null if it is no range. */
export function parseRange(text: string): ((time: number) => boolean) | null {
  const [from, until] = text.split("..");
  if (from !== undefined && until !== undefined) {
    const low = from === "*" ? { start: Number.NEGATIVE_INFINITY } : parseMoment(from);
    const high = until === "*" ? { end: Number.POSITIVE_INFINITY } : parseMoment(until);
    return low && high ? (time) => time >= low.start && time <= high.end : null;
  }
  const [, sign = "", rest = ""] = /^(>=|<=|>|<)?(.*)$/.exec(text) ?? [];
  const moment = parseMoment(rest);
  if (!moment) return null;
  switch (sign) {
    case ">=":
      return (time) => time >= moment.start;
    case "<=":
      return (time) => time <= moment.end;
    case ">":
      return (time) => time > moment.end;
    case "<":
      return (time) => time < moment.start;
    default:
      return (time) => time >= moment.start && time <= moment.end;
  }
}

/** A day is all of its seconds; a time is one second. */
function parseMoment(text: string): { start: number; end: number } | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const start = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(start) ? null : { start, end: start + 86_399_999 };
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+ -]\d\d:?\d\d)?$/.test(text)) return null;
  const zoned = /(Z|[+ -]\d\d:?\d\d)$/.test(text) ? text.replace(" ", "+") : `${text}Z`;
  const start = Date.parse(zoned);
  return Number.isNaN(start) ? null : { start, end: start + 999 };
}
