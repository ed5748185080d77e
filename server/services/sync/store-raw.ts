import type { Context } from "../../context.ts";
import type { Page, RawPage } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { listKnownHashes } from "../../store/snapshots.ts";
import type { SnapshotRow } from "../../store/snapshots.ts";

/**
 * Raw answers go out before the rows that name them: an object without a row is harmless, a row
 * without its object is not. One after another: each is held twice more while it is packed.
 */
export async function storeRaw(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "isComplete">,
  pages: readonly Page[],
): Promise<SnapshotRow[]> {
  const answers: { row: SnapshotRow; body: string }[] = [];
  for (const { raw } of pages) {
    if (raw !== null) answers.push({ row: await toRow(raw), body: raw.body });
  }
  const rows = answers.map(({ row }) => row);
  const stored = await listStored(ctx, connection, rows);
  for (const { row, body } of answers) {
    if (stored.has(row.contentHash)) continue;
    await ctx.snapshots.put(connection.id, row.contentHash, body);
    stored.add(row.contentHash);
  }
  return rows;
}

/** While a history is read for the first time, hardly an answer comes twice: looking costs more. */
async function listStored(
  ctx: Context,
  { id, isComplete }: Pick<ConnectionRow, "id" | "isComplete">,
  rows: readonly SnapshotRow[],
): Promise<Set<string>> {
  if (!isComplete || rows.length === 0) return new Set();
  return await listKnownHashes(
    ctx.db,
    id,
    rows.map((row) => row.contentHash),
  );
}

async function toRow({ endpoint, url, body, context }: RawPage): Promise<SnapshotRow> {
  const bytes = new TextEncoder().encode(body);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return {
    contentHash: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    endpoint,
    url,
    bytes: bytes.byteLength,
    context: context === undefined ? null : JSON.stringify(context),
  };
}
