import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { PlatformAccount, PlatformItem, RawPage } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { bestOfEach } from "../../store/item-writes.ts";
import { findSnapshots } from "../../store/snapshots.ts";
import type { SnapshotHead } from "../../store/snapshots.ts";
import { parseStored } from "../../store/stored-json.ts";
import * as z from "zod";

/** What a kept answer says now: its items, or why there are none. */
export interface ReadAnswer {
  readonly contentHash: string;
  readonly items: ReadonlyMap<string, PlatformItem>;
  /** `missing`: it is not in the bucket. `unreadable`: its mapper makes nothing of it. */
  readonly trouble: "missing" | "unreadable" | null;
}

const ANSWERS_AT_ONCE = 10;
const BYTES_AT_ONCE = 4_000_000;

/** A few answers each, no more than fit into memory together. */
export function inPieces(heads: readonly SnapshotHead[]): SnapshotHead[][] {
  const pieces: SnapshotHead[][] = [];
  let bytes = Infinity;
  for (const head of heads) {
    const last = pieces.at(-1);
    if (!last || last.length === ANSWERS_AT_ONCE || bytes + head.bytes > BYTES_AT_ONCE) {
      pieces.push([head]);
      bytes = head.bytes;
    } else {
      last.push(head);
      bytes += head.bytes;
    }
  }
  return pieces;
}

/** In the same order, by the mapper as it is now. */
export async function readAnswers(
  ctx: Context,
  connectionId: string,
  { platform, account }: { platform: Platform; account: PlatformAccount },
  heads: readonly SnapshotHead[],
): Promise<ReadAnswer[]> {
  const hashes = heads.map((head) => head.contentHash);
  const rows = await findSnapshots(ctx.db, connectionId, hashes);
  return await Promise.all(
    hashes.map(async (contentHash): Promise<ReadAnswer> => {
      const row = rows.get(contentHash);
      const body = await ctx.snapshots.get(connectionId, contentHash);
      if (row === undefined || body === null) {
        return { contentHash, items: new Map(), trouble: "missing" };
      }
      const context = parseStored(contextSchema, row.context);
      const raw = { endpoint: row.endpoint, url: row.url, body, ...(context ? { context } : {}) };
      const items = map(ctx, platform, account, raw);
      return items === null
        ? { contentHash, items: new Map(), trouble: "unreadable" }
        : { contentHash, items: bestOfEach(items), trouble: null };
    }),
  );
}

const contextSchema = z.record(z.string(), z.unknown());

/** A mapper throws `PlatformError` only; one that is wrong must not end the rest. */
function map(
  ctx: Context,
  platform: Platform,
  account: PlatformAccount,
  raw: RawPage,
): readonly PlatformItem[] | null {
  try {
    return platform.map(raw, account);
  } catch (error) {
    const fields = { platform: platform.id, endpoint: raw.endpoint };
    if (!(error instanceof PlatformError)) ctx.log.error("remap.unforeseen", error, fields);
    return null;
  }
}
