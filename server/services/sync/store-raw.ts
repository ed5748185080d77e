import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/platform.ts";
import type { SnapshotRow } from "../../store/commit-run.ts";

/** Raw answers go out before the rows that name them: an object without a row is harmless, a row without its object is not. */
export async function storeRaw(
  ctx: Context,
  connectionId: string,
  pages: readonly Page[],
): Promise<SnapshotRow[]> {
  const raws = pages.flatMap((page) => (page.raw === null ? [] : [page.raw]));
  return await Promise.all(
    raws.map(async ({ endpoint, url, body, context }) => {
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
    }),
  );
}
