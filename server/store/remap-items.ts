import type { PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";
import { assignKeys } from "./assign-keys.ts";
import type { ClosedPlace } from "./closed-places.ts";
import type { Db } from "./db.ts";
import { HIDDEN, isHiddenBy, parentOf } from "./hidden-items.ts";
import { toRow } from "./item-row.ts";
import type { Placement, WrittenRow } from "./item-row.ts";
import { otherKinds, toStatements } from "./item-statements.ts";
import type { ItemOwner } from "./item-statements.ts";
import { readKnown, standingOf } from "./known-items.ts";
import type { Known, Standing } from "./known-items.ts";
import { toIndexStatements } from "./search-index.ts";

/** Items that were made again from kept answers, each once. */
export interface Remade {
  readonly items: readonly PlatformItem[];
  /** What the person's settings hide. */
  readonly rules: readonly HideRule[];
  /** Kinds that people post on other platforms, too. */
  readonly repeatedKinds: readonly string[];
  /** Private things were not asked for: none is added. */
  readonly leavesOutPrivate: boolean;
  /** By name; read when the first item is added. */
  closedPlaces(): Promise<ReadonlyMap<string, ClosedPlace>>;
}

export interface RemapPlan {
  readonly statements: readonly D1PreparedStatement[];
  /** What the same changes in the full-text index, where it stands. */
  readonly indexing: readonly D1PreparedStatement[];
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly itemsUnchanged: number;
  /** Whether the time of one was corrected. */
  readonly hasMoved: boolean;
  readonly oldestAt: number | null;
}

/**
 * What a new mapper changes. An item keeps its key while its time is the same, what it belongs inside,
 * its edits, and why it is hidden: only settings are judged anew. What stands as it is costs no write.
 */
export async function planRemap(db: Db, owner: ItemOwner, remade: Remade): Promise<RemapPlan> {
  const names = remade.items.map((item) => item.externalId);
  const known = await readKnown(db, owner.connectionId, names);
  const rows: Remapped[] = [];
  for (const item of remade.items) {
    const row = await toRemapped(item, known.get(item.externalId), remade, owner.now);
    if (row !== null) rows.push(row);
  }
  const written = rows.filter((row) => row.isOther);
  const moving = await assignKeys(db, written.filter(isMove));
  const moves = moving.flatMap((row) => (row.was === null ? [] : [{ ...row, from: row.was.id }]));
  const newKeys = new Map(moves.map(({ from, id }) => [from, id]));
  const placed = rows.flatMap(({ was, hidden, link }) =>
    was === null || (was.hidden === hidden && was.parent === parentOf(hidden, link))
      ? []
      : [
          {
            id: newKeys.get(was.id) ?? was.id,
            hidden,
            link,
            was: was.id,
            wasHidden: was.hidden,
          },
        ],
  );
  const touched = new Set([...written.map((row) => row.was?.id), ...placed.map((one) => one.was)]);
  const itemsNew = written.filter(({ was }) => was === null).length;
  const itemsUnchanged = rows.filter(({ was }) => was !== null && !touched.has(was.id)).length;
  const changes = {
    inserts: moving.filter(({ was }) => was === null),
    updates: written.flatMap((row) =>
      isMove(row) || row.was === null ? [] : [{ ...row, id: row.was.id }],
    ),
    moves,
  };
  return {
    statements: toStatements(db, owner, {
      ...changes,
      edits: [],
      links: [],
      kinds: otherKinds([...changes.updates, ...moves]),
      sameTexts:
        remade.repeatedKinds.length === 0
          ? []
          : [...changes.updates, ...moves].map(({ id, sameText }) => [id, sameText]),
      placed,
    }),
    indexing: await toIndexStatements(db, owner, { ...changes, placed }),
    itemsNew,
    itemsChanged: rows.length - itemsNew - itemsUnchanged,
    itemsUnchanged,
    hasMoved: moves.length > 0,
    oldestAt: moving.length === 0 ? null : Math.min(...moving.map((row) => row.occurredAt)),
  };
}

/** `isOther`: the row says something else than what stands, or nothing stands. */
type Remapped = WrittenRow &
  Placement & { readonly was: Standing | null; readonly isOther: boolean };

function isMove({ was, occurredAt }: Remapped): boolean {
  return was === null || was.occurredAt !== occurredAt;
}

async function toRemapped(
  item: PlatformItem,
  known: Known | undefined,
  remade: Remade,
  now: number,
): Promise<Remapped | null> {
  const was = standingOf(known);
  const link = known === undefined || known.linkWaits ? null : known.link;
  if (was === null) return await toAdded(item, link, remade, now);
  // Its own text, so that a mapper's change is no edit of its author.
  const row = await toRow(item, { ...was, title: item.title, body: item.body }, { ...remade, now });
  // No answer is left that knew it better.
  const isPoorer = item.isSecondary && !was.isSecondary;
  if (isPoorer) return { ...row, was, hidden: was.hidden, link, isOther: false };
  const hidden = hiddenWith(was.hidden & ~HIDDEN.settings, item, remade);
  const isSame = was.contentHash === row.contentHash && was.isPrivate === item.isPrivate;
  return { ...row, was, hidden, link, isOther: !isSame };
}

/** What the mapper before did not make. It is no more open than what else is held of its place. */
async function toAdded(
  item: PlatformItem,
  link: string | null,
  remade: Remade,
  now: number,
): Promise<Remapped | null> {
  const closed = item.place && (await remade.closedPlaces()).get(item.place.name);
  const isPrivate = item.isPrivate || closed?.isPrivate === true;
  if (isPrivate && remade.leavesOutPrivate) return null;
  const row = await toRow({ ...item, isPrivate }, null, { ...remade, now });
  const hidden = hiddenWith(closed?.isGone ? HIDDEN.source : 0, item, remade);
  return { ...row, was: null, hidden, link, isOther: true };
}

function hiddenWith(hidden: number, item: PlatformItem, { rules }: Remade): number {
  return isHiddenBy(rules, item) ? hidden | HIDDEN.settings : hidden;
}
