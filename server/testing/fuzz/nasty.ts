import type { Random } from "../../sandbox/random.ts";

/** Values that programs have fallen over. None holds a word that `judge.ts` looks for in answers. */

const LONG = 100_000;

const STRINGS: readonly (() => string)[] = [
  () => "",
  () => " ",
  () => "\u0000",
  () => "a\u0000b",
  () => "\uD800",
  () => "\uDC00x\uD83D",
  () => "\uFEFF\u202E\u200B",
  () => "'",
  () => `"`,
  () => "' OR 1=1 --",
  () => `") UNION SELECT 1,2,3 --`,
  () => "%_%",
  () => "*",
  () => "NEAR(a b, 1e9)",
  () => `{title body}: ^"a" NOT b*`,
  () => "NaN",
  () => "-0",
  () => "1e400",
  () => "9007199254740993",
  () => "__proto__",
  () => "constructor",
  () => "toString",
  () => "../../etc/passwd",
  () => "https://user:pw@[::1]:99999/%00",
  () => "http://127.0.0.1:8787/media/api/me.get",
  () => "javascript:alert(1)",
  () => "<script>alert(1)</script>",
  () => "İıſKÅ",
  () => "e\u0301".repeat(40),
  () => "👩‍👩‍👧‍👦".repeat(20),
  () => "検索の索引",
  () => "اليوم",
  () => "x".repeat(LONG),
  () => "漢".repeat(LONG / 4),
  () => `"`.repeat(1000),
  () => "(".repeat(1000),
  () => "a:".repeat(500),
  () => "- ".repeat(500),
  () => "\n\t\r\v\f\u2028",
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  0.5,
  100,
  101,
  1_000_000,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER,
];

export const DATES: readonly string[] = [
  "2024-02-30",
  "0000-00-00",
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "10000-01-01",
  "-000001-01-01",
  "2023-02-29",
  "2024-02-29",
  "2024-13",
  "2024",
  "1969-12-31",
  "2026-11-20",
  "2026-11",
  "2026-11-20T00:00:00Z",
  "2026-11-20T00:00:00.000Z",
  "+275760-09-13",
  "20241",
];

export const ZONES: readonly string[] = [
  "UTC",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Etc/GMT+14",
  "europe/BERLIN",
  "Mars/Olympus",
  "+25:00",
  "+05:45",
  "GMT+99",
  "Europe/Berlin\u0000",
  "CET",
];

/** Pieces of the query language, and of others that it might be taken for. */
const TERMS: readonly string[] = [
  "platform:github",
  "-platform:github",
  "platform:",
  ":github",
  "-",
  "--",
  "::",
  "repo:a/b",
  "subreddit:r/x",
  "kind:commit",
  "lang:ja",
  "is:private",
  "is:nothing",
  "after:2024-02-30",
  "before:2026",
  "after:2026-11-20",
  '"rate limit"',
  '"never closed',
  '""',
  "AND",
  "OR",
  "NOT",
  "NEAR/3",
  "a*",
  "^a",
  "(a",
  "a)",
  "{x y}:z",
  "+",
  "~",
  "\\",
  "title:a",
  "rowid:1",
  "検索",
  "u:1",
  "\uD800",
];

export function nastyString(random: Random): string {
  return random.pick(STRINGS)();
}

/** What the language has. */
const RIGHT = [
  "platform:github",
  "-kind:commit",
  "lang:ja",
  "is:private",
  "after:2024-01",
  '"rate limit"',
  "検索",
  "limit",
  "repo:ineshal/tarn",
];

export function nastyQuery(random: Random): string {
  if (random.chance(0.4)) return `${random.pick(RIGHT)} ${random.pick(RIGHT)}`;
  const parts = Array.from({ length: random.int(1, 8) }, () => random.pick(TERMS));
  return random.chance(0.1) ? nastyString(random) : parts.join(random.chance(0.8) ? " " : "");
}

export function nastyNumber(random: Random): number {
  return random.pick(NUMBERS);
}

/** Anything that JSON can say. */
export function nastyValue(random: Random, depth = 0): unknown {
  const kinds = [
    () => null,
    () => random.chance(0.5),
    () => nastyNumber(random),
    () => nastyString(random),
    () => random.pick(DATES),
    () => nested(random.int(2, 1500)),
    () => Array.from({ length: random.int(0, 3) }, () => nastyValue(random, depth + 1)),
    () => Array.from({ length: 6000 }, () => "x"),
    () =>
      Object.fromEntries(
        Array.from({ length: random.int(0, 3) }, () => [
          nastyString(random).slice(0, 60),
          nastyValue(random, depth + 1),
        ]),
      ),
  ];
  return random.pick(depth < 3 ? kinds : kinds.slice(0, 5))();
}

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}
