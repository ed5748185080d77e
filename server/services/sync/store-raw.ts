import type { Context } from "../../context.ts";
import type { Page, RawPage } from "../../platforms/platform.ts";
import type { SnapshotRow } from "../../store/commit-run.ts";

/**
 * Raw answers go out before the rows that name them: an object without a row is harmless, a row
 * without its object is not. One after another: each is held twice more while it is packed.
 */
export async function storeRaw(
  ctx: Context,
  connectionId: string,
  pages: readonly Page[],
): Promise<SnapshotRow[]> {
  const rows: SnapshotRow[] = [];
  for (const { raw } of pages) {
    if (raw !== null) rows.push(await storeOne(ctx, connectionId, raw));
  }
  return rows;
}

async function storeOne(
  ctx: Context,
  connectionId: string,
  { endpoint, url, body, context }: RawPage,
): Promise<SnapshotRow> {
  const bytes = new TextEncoder().encode(body);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const contentHash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  await ctx.snapshots.put(connectionId, contentHash, body);
  return {
    contentHash,
    endpoint,
    url,
    bytes: bytes.byteLength,
    context: context === undefined ? null : JSON.stringify(context),
  };
}
