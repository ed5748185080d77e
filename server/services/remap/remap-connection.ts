import type { Context } from "../../context.ts";
import type { PlatformAccount } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { listClosedPlaces } from "../../store/closed-places.ts";
import type { ClosedPlace } from "../../store/closed-places.ts";
import { commitRemap, recountOldest } from "../../store/commit-remap.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { claimForRemap, endHold, findHold, keepHold } from "../../store/remap-claims.ts";
import type { Remade } from "../../store/remap-items.ts";
import { listSnapshotHeads } from "../../store/snapshots.ts";
import { parseJson } from "../../store/stored-json.ts";
import { toHideRules } from "../settings/setting-values.ts";
import { inPieces, readAnswers } from "./read-answers.ts";
import { createSurvey } from "./survey-items.ts";

/** Whoever was killed blocks its connection for so long. */
const LEASE_MS = 2 * 60_000;
const ITEMS_PER_WRITE = 400;

export interface RemapCounts {
  readonly answers: number;
  readonly unreadable: number;
  readonly missing: number;
  /** Made by the mapper as it is now and not by the one before. */
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly itemsUnchanged: number;
  /** Of which no kept answer tells any more: they stay as they are. */
  readonly itemsLeft: number;
}

/**
 * `busy`: another holder has it until then. `taken`: it was paused, changed or synced meanwhile, and
 * what was done stands. `gone`: it was disconnected, or its platform is none any more.
 */
export type RemapOutcome =
  | { readonly kind: "done"; readonly counts: RemapCounts }
  | { readonly kind: "busy"; readonly until: number }
  | { readonly kind: "taken" | "gone" };

export type RemapProgress = (step: "reading" | "writing", done: number, of: number) => void;

/**
 * Makes the items of a connection again from its kept answers, as syncs would have left them had the
 * mapper always been what it is now; no platform is asked. It holds the connection as a sync does, and
 * writes piece by piece, each item once: it may be broken off, and done again, at any time.
 */
export async function remapConnection(
  ctx: Context,
  id: string,
  told: RemapProgress,
): Promise<RemapOutcome> {
  const now = ctx.now();
  const lease = { owner: ctx.newId(), now, expiresAt: now + LEASE_MS };
  const connection = await claimForRemap(ctx.db, id, lease);
  if (connection === null) {
    const until = await findHold(ctx.db, id, now);
    return until === null ? { kind: "gone" } : { kind: "busy", until };
  }
  try {
    const platform = ctx.platforms.find((one) => one.id === connection.platform);
    const counts = platform && (await remapHeld(ctx, connection, platform, told));
    await endHold(ctx.db, connection);
    return counts ? { kind: "done", counts } : { kind: "gone" };
  } catch (error) {
    if (error instanceof LeaseLostError) return { kind: "taken" };
    // The lease ends by itself, where this fails for the same reason.
    await endHold(ctx.db, connection).catch(() => {});
    throw error;
  }
}

async function remapHeld(
  ctx: Context,
  connection: ConnectionRow & { readonly choices: string | null },
  platform: Platform,
  told: RemapProgress,
): Promise<RemapCounts> {
  const heads = await listSnapshotHeads(ctx.db, connection.id);
  const from = { platform, account: accountOf(connection) };
  const survey = createSurvey();
  const troubles = { missing: 0, unreadable: 0 };
  const stay = staying(ctx, connection);
  let done = 0;
  for (const piece of inPieces(heads)) {
    await stay();
    for (const answer of await readAnswers(ctx, connection.id, from, piece)) {
      if (answer.trouble !== null) troubles[answer.trouble] += 1;
      survey.add(answer);
    }
    told("reading", (done += piece.length), heads.length);
  }

  const counts = { itemsNew: 0, itemsChanged: 0, itemsUnchanged: 0 };
  const how = howToKeep(ctx, connection, platform);
  const telling = heads.filter((head) => survey.tellsAny(head.contentHash));
  let hasMoved = false;
  done = 0;
  for (const piece of inPieces(telling)) {
    await stay();
    const answers = await readAnswers(ctx, connection.id, from, piece);
    const items = answers.flatMap((answer) => survey.itemsOf(answer)).map(how.asAccount);
    for (let at = 0; at < items.length; at += ITEMS_PER_WRITE) {
      const now = ctx.now();
      const plan = await commitRemap(ctx.db, {
        ...how,
        connection,
        now,
        leaseUntil: now + LEASE_MS,
        items: items.slice(at, at + ITEMS_PER_WRITE),
      });
      counts.itemsNew += plan.itemsNew;
      counts.itemsChanged += plan.itemsChanged;
      counts.itemsUnchanged += plan.itemsUnchanged;
      hasMoved ||= plan.hasMoved;
    }
    told("writing", (done += piece.length), telling.length);
  }
  if (hasMoved) await recountOldest(ctx.db, connection);
  const found = counts.itemsChanged + counts.itemsUnchanged;
  return {
    ...counts,
    ...troubles,
    answers: heads.length,
    itemsLeft: Math.max(0, connection.itemCount - found),
  };
}

/** Renews the lease when it is half over. */
function staying(ctx: Context, connection: ConnectionRow): () => Promise<void> {
  let until = ctx.now() + LEASE_MS;
  return async () => {
    const now = ctx.now();
    if (until - now > LEASE_MS / 2) return;
    until = now + LEASE_MS;
    await keepHold(ctx.db, connection, until);
  };
}

/** The connection's settings and privacy of now, whatever they were when an answer came. */
function howToKeep(
  ctx: Context,
  connection: ConnectionRow & { readonly choices: string | null },
  platform: Platform,
): Omit<Remade, "items"> & { asAccount<Item extends { isPrivate: boolean }>(item: Item): Item } {
  const { connect } = platform;
  const isAsked = connect.type === "oauth" && connect.privateAccess !== null;
  const isPrivate =
    connection.cursor === null
      ? null
      : (platform.privacyIn?.(parseJson(connection.cursor)) ?? null);
  let closed: Promise<ReadonlyMap<string, ClosedPlace>> | null = null;
  return {
    rules: toHideRules(platform, connection.choices),
    repeatedKinds: platform.repeatedKinds ?? [],
    leavesOutPrivate: isAsked && !connection.includePrivate,
    closedPlaces: () => (closed ??= listClosedPlaces(ctx.db, connection.id)),
    asAccount: (item) => (isPrivate === null ? item : { ...item, isPrivate }),
  };
}

function accountOf(connection: ConnectionRow): PlatformAccount {
  const { externalId, handle, displayName, url, email } = connection;
  return { externalId, handle, displayName, url, email };
}
