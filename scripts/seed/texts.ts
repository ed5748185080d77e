import type { Random } from "../../server/sandbox/random.ts";

/** One word in a thousand items, so that a search for something rare has something to find. */
export const RARE_WORD = "heliograph";
/** A language of one item in a thousand. */
export const RARE_LANGUAGE = "cy";

const VERBS = ["Fix", "Rework", "Drop", "Add", "Measure", "Simplify", "Guard", "Document", "Cache"];
const THINGS = [
  "the segment buffer",
  "retries of the importer",
  "the timer wheel",
  "keyset paging",
  "the config parser",
  "the index of names",
  "time zones without daylight saving",
  "the queue's back-off",
  "the rate limit",
  "a race at start-up",
  "the colour of links",
  "the build on old machines",
];
const WHYS = [
  "It was slower than it looked.",
  "Two of them could run at once.",
  "Nobody had read that page in years.",
  "The test now fails without it.",
  "Measured on the small machine: half the time.",
  "See the discussion for what else was tried.",
];
const QUESTIONS = [
  "What do you keep in a cache that must never be wrong?",
  "How do you test clocks?",
  "Is anyone paging by key in SQLite?",
  "Which editor opens a file of a gigabyte?",
  "Do you squash before you merge?",
];

/** What is said, by language; several scripts, some of them without spaces between words. */
const SAYINGS: readonly (readonly [language: string, texts: readonly string[]])[] = [
  [
    "en",
    [
      "Spent the morning with a profiler. The parser was innocent.",
      "Paging by key, not by offset: the page in the middle costs what the first one does.",
      "Rain on the roof, green tests, tea.",
      "A rate limit is a contract, and Retry-After is its small print.",
    ],
  ],
  ["de", ["Den ganzen Tag Zeitzonen. Morgen wieder.", "Der Zwischenspeicher war zu groß."]],
  ["es", ["Hoy he borrado más código del que he escrito.", "La caché mentía, como siempre."]],
  ["fr", ["Une journée entière pour une virgule.", "Le déploiement est passé du premier coup."]],
  ["ja", ["今日は検索の索引を作り直しました。", "時差の計算は難しい。テストを書く。"]],
  ["zh", ["今天重写了缓存,快了一倍。", "时区又错了,明天再看。"]],
  ["ru", ["Сегодня удалил больше кода, чем написал.", "Кэш опять врал."]],
  ["ar", ["اليوم أصلحت ذاكرة التخزين المؤقت.", "المناطق الزمنية صعبة دائما."]],
  ["hi", ["आज खोज की सूची फिर से बनाई।", "समय क्षेत्र हमेशा कठिन होते हैं।"]],
  ["ko", ["오늘은 검색 색인을 다시 만들었다.", "시간대는 언제나 어렵다."]],
];

export interface Said {
  readonly text: string;
  readonly language: string;
}

/** The title of a piece of work. */
export function workTitle(random: Random): string {
  return `${random.pick(VERBS)} ${random.pick(THINGS)}`;
}

export function workBody(random: Random): string | null {
  return random.chance(0.4) ? `${random.pick(WHYS)} ${random.pick(WHYS)}` : null;
}

/** The title of a thread, a video, an article. */
export function question(random: Random): string {
  return random.pick(QUESTIONS);
}

/** Half of it in English; `number` makes it different from all else that is said. */
export function saying(random: Random, number: number): Said {
  const [language, texts] = SAYINGS[random.chance(0.5) ? 0 : random.int(1, SAYINGS.length - 1)] ?? [
    "en",
    [""],
  ];
  return { text: `${random.pick(texts)} (${number})`, language };
}
