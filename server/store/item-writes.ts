import type { Coverage, ItemLink, PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";
import { assignKeys } from "./assign-keys.ts";
import type { Db } from "./db.ts";
import { HIDDEN, isHiddenBy, parentOf } from "./hidden-items.ts";
import { toRow } from "./item-row.ts";
import type { Placement, WrittenRow } from "./item-row.ts";
import { otherKinds, toStatements } from "./item-statements.ts";
import type { ItemOwner } from "./item-statements.ts";
import { readCovered, readKnown, standingOf } from "./known-items.ts";
import type { Covered, Known, Standing } from "./known-items.ts";
import { toIndexStatements } from "./search-index.ts";

export interface ItemPlan {
  readonly statements: readonly D1PreparedStatement[];
  /** What the same changes in the full-text index, where it stands. */
  readonly indexing: readonly D1PreparedStatement[];
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly oldestAt: number | null;
}

/** What was found at a platform. */
export interface Findings {
  readonly items: readonly PlatformItem[];
  readonly links: readonly ItemLink[];
  /** External ids of what is gone there; none of them was seen later. */
  readonly gone: readonly string[];
  /** Where what is held, and is not among the items, is gone. */
  readonly covers: readonly Coverage[];
  /** What the person's settings hide. */
  readonly rules: readonly HideRule[];
  /** Kinds that people post on other platforms, too. */
  readonly repeatedKinds: readonly string[];
}

/**
 * Decides what a set of findings changes, and makes the statements for it. What stands already with
 * the same content costs no write; an item whose time was corrected moves; one that is gone is hidden.
 */
export async function planItems(db: Db, owner: ItemOwner, found: Findings): Promise<ItemPlan> {
  const items = bestOfEach(found.items);
  const links = new Map(
    found.links.filter((link) => link.parent !== "").map((link) => [link.child, link.parent]),
  );
  const names = [...new Set([...items.keys(), ...links.keys(), ...links.values(), ...found.gone])];
  const known = await readKnown(db, owner.connectionId, names);
  const covered = await readCovered(db, owner, found.covers);
  const missing = covered.filter(({ externalId }) => !items.has(externalId));
  const gone = new Set([...found.gone, ...missing.map((one) => one.externalId)]);
  const isThere = (name: string): boolean => {
    if (gone.has(name)) return false;
    const { id = null, hidden = 0 } = known.get(name) ?? {};
    return items.has(name) || (id !== null && (hidden & HIDDEN.source) === 0);
  };
  const linkOf = (name: string): string | null => {
    const named = links.get(name);
    if (named !== undefined) return isThere(named) ? named : null;
    const { link = null, linkWaits = false } = known.get(name) ?? {};
    return link !== null && (!linkWaits || items.has(link)) && !gone.has(link) ? link : null;
  };
  const place = (name: string, item: PlatformItem | null): Placement => {
    const { hidden: before = 0 } = known.get(name) ?? {};
    let hidden = gone.has(name) ? before | HIDDEN.source : before;
    if (items.has(name) && !gone.has(name)) hidden &= ~HIDDEN.source;
    if (item !== null) {
      hidden &= ~HIDDEN.settings;
      if (isHiddenBy(found.rules, item)) hidden |= HIDDEN.settings;
    }
    return { hidden, link: linkOf(name) };
  };

  const { repeatedKinds } = found;
  const changes = await toChanges(items.values(), known, { now: owner.now, repeatedKinds, place });
  const moving = await assignKeys(db, changes.filter(isMove));
  const moves = moving.flatMap((row) => (row.was === null ? [] : [{ ...row, from: row.was.id }]));
  const newKeys = new Map(moves.map(({ from, id }) => [from, id]));
  const placed = toPlaced(known, missing, changes, place).map((one) => ({
    ...one,
    was: one.id,
    id: newKeys.get(one.id) ?? one.id,
  }));
  const itemsNew = changes.filter((change) => change.was === null).length;
  const changed = new Set(
    changes.flatMap(({ was, externalId }) => (was === null ? [] : [externalId])),
  );
  for (const { externalId, isSourceChange } of placed) if (isSourceChange) changed.add(externalId);
  const written = {
    inserts: moving.filter(({ was }) => was === null),
    updates: changes.flatMap((change) =>
      !isMove(change) && change.was !== null ? [{ ...change, id: change.was.id }] : [],
    ),
    moves,
  };
  return {
    statements: toStatements(db, owner, {
      ...written,
      edits: changes.flatMap(({ was, replacedAt }): [number, number][] =>
        was === null || replacedAt === null ? [] : [[was.id, replacedAt]],
      ),
      links: [...links]
        .filter(([child, parent]) => known.get(child)?.link !== parent)
        .map(([child, parent]) => [child, parent, !isThere(parent)]),
      kinds: otherKinds([...written.updates, ...moves]),
      sameTexts:
        repeatedKinds.length === 0
          ? []
          : [...written.updates, ...moves].map(({ id, sameText }) => [id, sameText]),
      placed,
    }),
    indexing: await toIndexStatements(db, owner, { ...written, placed }),
    itemsNew,
    itemsChanged: changed.size,
    oldestAt: changes.length === 0 ? null : Math.min(...changes.map((row) => row.occurredAt)),
  };
}

/** A row that is not stored as it is; `was` is what stands, or null for a new item. */
type Change = WrittenRow & Placement & { readonly was: Standing | null };
/** Where an item of that name stands from now on; with its new content where that changed. */
type Place = (name: string, item: PlatformItem | null) => Placement;

/**
 * One item per external id: the last seen, but never a poorer sight over a better one; with the figures
 * that it leaves out, as if each had been written by itself.
 */
export function bestOfEach(items: readonly PlatformItem[]): Map<string, PlatformItem> {
  const best = new Map<string, PlatformItem>();
  for (const item of items) {
    const standing = best.get(item.externalId);
    if (standing && item.isSecondary && !standing.isSecondary) continue;
    const figures = { ...standing?.figures, ...item.figures };
    best.set(item.externalId, { ...item, figures });
  }
  return best;
}

async function toChanges(
  items: Iterable<PlatformItem>,
  known: ReadonlyMap<string, Known>,
  { place, ...how }: { now: number; repeatedKinds: readonly string[]; place: Place },
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const item of items) {
    const was = standingOf(known.get(item.externalId));
    if (was !== null && item.isSecondary && !was.isSecondary) continue;
    const row = await toRow(item, was, how);
    if (was?.contentHash === row.contentHash && was.isPrivate === item.isPrivate) continue;
    changes.push({ ...row, ...place(item.externalId, item), was });
  }
  return changes;
}

function isMove({ was, occurredAt }: Change): boolean {
  return was === null || was.occurredAt !== occurredAt;
}

type Placed = Placement & {
  readonly id: number;
  readonly externalId: string;
  /** Why it was hidden before. */
  readonly wasHidden: number;
  /** It is gone at its platform, or there again. */
  readonly isSourceChange: boolean;
};

/** Items that now stand inside another, and those that are hidden or shown from now on. */
function toPlaced(
  known: ReadonlyMap<string, Known>,
  missing: readonly Covered[],
  changes: readonly Change[],
  place: Place,
): Placed[] {
  const changed = new Map(changes.map((change) => [change.externalId, change]));
  const named = [...known].flatMap(([externalId, was]): Placed[] => {
    const { hidden, link } = changed.get(externalId) ?? place(externalId, null);
    const before = was.linkWaits ? null : was.link;
    const stays = was.parent === parentOf(hidden, link) && before === link;
    if (was.id === null || (was.hidden === hidden && stays)) return [];
    const isSourceChange = ((was.hidden ^ hidden) & HIDDEN.source) !== 0;
    return [{ id: was.id, externalId, hidden, link, wasHidden: was.hidden, isSourceChange }];
  });
  const unnamed = missing
    .filter(({ externalId }) => !known.has(externalId))
    .map((one) => ({
      ...one,
      hidden: one.hidden | HIDDEN.source,
      wasHidden: one.hidden,
      link: null,
      isSourceChange: true,
    }));
  return [...named, ...unnamed];
}
