import type * as z from "zod";
import type { Recap, recapInput } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { Range } from "../../store/activity.ts";
import type { Span } from "../../store/item-spans.ts";
import type { ItemRow } from "../../store/items.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { toItem } from "../timeline/to-entry.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { askedTerms } from "../views/asked-terms.ts";
import type { Asker } from "../views/resolve-view.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Terms, View } from "../views/view.ts";
import { countCells } from "./count-cells.ts";
import type { PlaceCount } from "./counts.ts";
import { createCounter } from "./create-counter.ts";
import { kindWords } from "./kind-words.ts";
import type { KindCount } from "./kind-words.ts";
import { lengthOf, MOST_DAYS, parseRange } from "./parse-range.ts";
import { readRange } from "./read-range.ts";
import { tellsPlacesApart } from "./tells-apart.ts";
import { toMarkdown } from "./to-markdown.ts";
import { toProjects } from "./to-projects.ts";
import type { Project } from "./to-projects.ts";

/** Items that are looked at, and things made beyond them. */
const MOST_ITEMS = 2000;
const MOST_MADE = 500;
/** The counts that are kept for a profile are asked for so many days at a time. */
const MOST_KEPT_DAYS = 2 * MOST_DAYS;

/** What was done in a range of days, by project. */
export async function getRecap(
  ctx: Context,
  asker: Asker,
  input: z.infer<typeof recapInput>,
): Promise<Recap> {
  const { after, before } = input;
  const view = await resolveView(ctx, asker, input.of);
  const asked = askedTerms(ctx, view, input);
  const range = parseRange(input, Infinity);
  const days = createZonedDays(view.zone);
  const span = { from: days.startOf(after), to: days.endOf(before) };
  const { rows, isCut } = await readRange(ctx, view, asked, span, MOST_ITEMS);
  const known = isCut ? await countPlaces(ctx, view, asked, range) : null;
  const isExact = !isCut || known !== null;
  const made = isCut ? await readMade(ctx, view, asked, span) : [];
  const all = newestFirst([...rows, ...made]);
  const projects = toProjects(ctx, known ?? rows.map(toCount), all, !isCut);
  const items = projects.reduce((sum, one) => sum + one.items, 0);
  const told = {
    after,
    before,
    items,
    words: wordsOfAll(ctx, projects),
    projects: projects.map((project) => toTold(ctx, project)),
    isCut,
    isExact,
  };
  return {
    after,
    before,
    items,
    projects: projects.map(({ kinds, highlights, ...project }) => ({
      ...project,
      kinds: kinds.map(({ kind, items: some }) => ({ kind, items: some })),
      highlights: highlights.map(toItem),
    })),
    markdown: toMarkdown(told),
    isCut,
    isExact,
    zone: view.zone,
    freshness: toFreshness(view),
  };
}

/** The counts of all items, where they are known without reading them; else null. */
async function countPlaces(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
  range: Range,
): Promise<readonly PlaceCount[] | null> {
  const isByCells = tellsPlacesApart(view, asked);
  if (!isByCells && (asked.length > 0 || lengthOf(range) > MOST_KEPT_DAYS)) return null;
  const counter = isByCells
    ? countCells(ctx, view, range, asked)
    : await createCounter(ctx, view, range);
  if (counter.isCounting) return null;
  const { counts, since } = await counter.places(range);
  return since === null ? counts : null;
}

/** Of a range that is too long to look at all of it: the newest things that were made. */
async function readMade(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
  span: Span,
): Promise<readonly ItemRow[]> {
  const kinds = ctx.platforms.flatMap((platform) =>
    Object.entries(platform.kinds).flatMap(([kind, { made }]) => (made ? [kind] : [])),
  );
  const isMade = [...new Set(kinds)].map((value) => ({
    field: "kind" as const,
    value,
    isExcluded: false,
    connectionId: null,
  }));
  return (await readRange(ctx, view, [...asked, isMade], span, MOST_MADE)).rows;
}

function newestFirst(rows: readonly ItemRow[]): ItemRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => b.id - a.id);
}

function toCount({ platform, kind, placeName }: ItemRow): PlaceCount {
  return { platform, kind, place: placeName ?? "", items: 1 };
}

function toTold(ctx: Context, { platform, place, kinds, highlights }: Project) {
  const definition = ctx.platforms.find(({ id }) => id === platform);
  const name = definition?.name ?? platform;
  return {
    name: place ?? name,
    platform: place === null ? null : name,
    words: kindWords(definition?.kinds ?? {}, kinds),
    highlights: highlights.map((row) => {
      const info = definition?.kinds[row.kind];
      const face = info?.states[row.state ?? ""] ?? info;
      return {
        title: titleOf(row),
        url: row.url,
        verb: (info?.made === true && face?.verb) || null,
        weight: face?.weight ?? 0,
      };
    }),
  };
}

/** `1,204 commits on GitHub, 80 posts on Bluesky`: most first. */
function wordsOfAll(ctx: Context, projects: readonly Project[]): string {
  const platforms = [...Map.groupBy(projects, ({ platform }) => platform)];
  return platforms
    .flatMap(([platform, own]) => {
      const kinds = Map.groupBy(
        own.flatMap((project) => project.kinds),
        ({ kind }) => kind,
      );
      return Array.from(kinds, ([kind, some]): [number, string] => {
        const items = some.reduce((sum, one) => sum + one.items, 0);
        const count: KindCount = { kind, items, states: null };
        const definition = ctx.platforms.find(({ id }) => id === platform);
        const words = kindWords(definition?.kinds ?? {}, [count]);
        return [items, `${words} on ${definition?.name ?? platform}`];
      });
    })
    .sort(([a], [b]) => b - a)
    .map(([, words]) => words)
    .join(", ");
}

const TITLE_LETTERS = 120;

/** A post without a title is named by how it begins. */
function titleOf({ title, body, kind, reference }: ItemRow): string {
  const text = title.trim() || (body ?? "").trim() || kind;
  const short =
    text.length > TITLE_LETTERS ? `${[...text].slice(0, TITLE_LETTERS).join("")}…` : text;
  return reference?.startsWith("#") ? `${reference} ${short}` : short;
}
