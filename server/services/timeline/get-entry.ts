import type { Entry, Freshness, Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { readItems } from "../views/read-items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import { parseEntryId } from "./entry-id.ts";
import type { EntryId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";
import { findMembers } from "./find-members.ts";
import { createGrouping } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import type { Draft } from "./to-entry.ts";
import { toEntry } from "./to-entry.ts";

/** One entry with all that it holds. What is outside the view is as if it never was. */
export async function getEntry(
  ctx: Context,
  asker: Asker,
  { of, id }: { of?: Scope | undefined; id: string },
): Promise<{ entry: Entry; freshness: Freshness }> {
  const view = await resolveView(ctx, asker, of);
  const reader = readItems(ctx, view, []);
  const grouping = createGrouping(ctx, view.zone);
  const name = parseEntryId(id);
  const draft =
    name?.type === "group"
      ? await findGroup(reader, name, grouping)
      : await findSingle(reader, name, grouping);
  if (draft === null) throw new AppError("NOT_FOUND", "There is no such entry.");
  const [head] = draft.rows;
  const isSingle = draft.key === null;
  const [children, twins] = await Promise.all([
    isSingle ? reader.inside([head]) : [],
    isSingle ? reader.twins([head]) : [],
  ]);
  const alsoOn = twins.filter(({ id: key }) => key !== head.id);
  return {
    entry: toEntry(draft, { children, alsoOn }, Infinity),
    freshness: toFreshness(view),
  };
}

async function findSingle(
  reader: ItemReader,
  name: Extract<EntryId, { type: "item" }> | null,
  grouping: Grouping,
): Promise<Draft | null> {
  const row = name && (await reader.find(name));
  return row && { day: grouping.days.dayOf(row.id), key: null, rows: [row] };
}

async function findGroup(
  reader: ItemReader,
  name: Extract<EntryId, { type: "group" }>,
  grouping: Grouping,
): Promise<Draft | null> {
  const [head, ...rest] = await findMembers(grouping, name, reader.below);
  return head ? { day: name.day, key: name, rows: [head, ...rest] } : null;
}
