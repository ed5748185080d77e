import type { Scope, TimelineWhy } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ItemRow } from "../../store/items.ts";
import { isTwin } from "../../store/twins.ts";
import { kindWords } from "../numbers/kind-words.ts";
import { readItems } from "../views/read-items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import type { View } from "../views/view.ts";
import { itemId, parseEntryId } from "./entry-id.ts";
import type { EntryId } from "./entry-id.ts";
import { findMembers } from "./find-members.ts";
import { toFreshness } from "./freshness.ts";
import { createGrouping } from "./grouping.ts";

type Reason = TimelineWhy["reasons"][number];

/**
 * Why the items of an entry were put together, in words; nothing for one that is alone. Told is of the
 * view alone: what is outside is as if it never was.
 */
export async function explainEntry(
  ctx: Context,
  asker: Asker,
  { of, id }: { of?: Scope | undefined; id: string },
): Promise<TimelineWhy> {
  const view = await resolveView(ctx, asker, of);
  const reader = readItems(ctx, view, []);
  const name = parseEntryId(id);
  const reasons =
    name?.type === "group"
      ? await reasonsOfGroup(ctx, view, reader, name)
      : await reasonsOfItem(ctx, view, reader, name);
  if (reasons === null) throw new AppError("NOT_FOUND", "There is no such entry.");
  return { reasons, freshness: toFreshness(view) };
}

async function reasonsOfGroup(
  ctx: Context,
  view: View,
  reader: ItemReader,
  group: Extract<EntryId, { type: "group" }>,
): Promise<Reason[] | null> {
  const rows = await findMembers(createGrouping(ctx, view.zone), group, reader.below);
  const [head] = rows;
  if (head === undefined) return null;
  if (rows.length === 1) return [];
  const place = head.placeName === null ? "" : ` in ${head.placeName}`;
  const sentence = `${countOf(ctx, rows)}${place}, on ${toDate(group.day)} (${view.zone}).`;
  return [{ rule: "day_and_place", sentence, ids: rows.map(itemId), canSplit: false }];
}

async function reasonsOfItem(
  ctx: Context,
  view: View,
  reader: ItemReader,
  name: Extract<EntryId, { type: "item" }> | null,
): Promise<Reason[] | null> {
  const row = name && (await reader.find(name));
  if (row === null) return null;
  const { connectionId, parent } = row;
  const [inside, outer, twins] = await Promise.all([
    reader.inside([row]),
    parent ? reader.find({ connectionId, externalId: parent }) : null,
    reader.twins([row]),
  ]);
  return [
    ...(outer === null ? [] : [belongsInside(ctx, outer, [row])]),
    ...(inside.length === 0 ? [] : [belongsInside(ctx, row, inside)]),
    ...(isTwin(row) && twins.length > 1 ? [sameText(ctx, view, twins)] : []),
  ];
}

function belongsInside(ctx: Context, outer: ItemRow, inside: readonly ItemRow[]): Reason {
  const what = `${kindOf(ctx, outer)}${outer.reference === null ? "" : ` ${outer.reference}`}`;
  const verb = inside.length === 1 ? "belongs" : "belong";
  return {
    rule: "belongs_inside",
    sentence: `${countOf(ctx, inside)} ${verb} to this ${what}.`,
    ids: [outer, ...inside].map(itemId),
    canSplit: false,
  };
}

function sameText(ctx: Context, view: View, twins: readonly ItemRow[]): Reason {
  const names = twins.map(
    ({ platform }) => ctx.platforms.find(({ id }) => id === platform)?.name ?? platform,
  );
  const list = new Intl.ListFormat("en-GB").format(names);
  return {
    rule: "same_text",
    sentence: `The same text, within a day, on ${list}.`,
    ids: twins.map(itemId),
    canSplit: view.isOwner,
  };
}

/** `4 commits, 1 review`. */
function countOf(ctx: Context, rows: readonly ItemRow[]): string {
  const kinds = Map.groupBy(rows, ({ kind }) => kind);
  const counts = Array.from(kinds, ([kind, some]) => ({ kind, items: some.length, states: null }));
  return kindWords(wordsOf(ctx, rows[0]), counts);
}

function kindOf(ctx: Context, row: ItemRow): string {
  return wordsOf(ctx, row)[row.kind]?.name ?? row.kind;
}

function wordsOf({ platforms }: Context, row: ItemRow | undefined) {
  return platforms.find(({ id }) => id === row?.platform)?.kinds ?? {};
}

function toDate(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}
