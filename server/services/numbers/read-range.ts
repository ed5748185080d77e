import type { Context } from "../../context.ts";
import { keysOf, listSpan } from "../../store/item-spans.ts";
import type { Span } from "../../store/item-spans.ts";
import type { ItemRow } from "../../store/items.ts";
import { createCandidates } from "../views/find-candidates.ts";
import { readItems } from "../views/read-items.ts";
import type { Terms, View } from "../views/view.ts";

const READ_SIZE = 1000;

/** The newest items of a span that are in a view, whatever they stand inside. */
export interface ReadRange {
  readonly rows: readonly ItemRow[];
  /** The span has more than could be looked at. */
  readonly isCut: boolean;
}

/** Looks at `most` items, or candidates for what is asked for, and a step more at most. */
export async function readRange(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
  span: Span,
  most: number,
): Promise<ReadRange> {
  const reader = readItems(ctx, view, asked);
  const keys = keysOf(span);
  const isNarrow = view.terms.length + asked.flat().length > 0;
  const candidates = createCandidates(ctx, view, asked);
  const within = { connectionId: null, end: keys.from };
  const step = async (key: number) => {
    if (isNarrow) return await candidates("below", key, READ_SIZE, within);
    const range = { from: keys.from, to: key };
    const rows = await listSpan(ctx.db, view.user.id, range, READ_SIZE, { isWhole: true });
    return { rows, next: rows.length < READ_SIZE ? null : (rows.at(-1)?.id ?? null) };
  };
  // Those that are being disconnected are in no view.
  const connections = new Set(view.connections.map(({ id }) => id));
  const found: ItemRow[] = [];
  let key: number | null = keys.to;
  for (let looked = 0; key !== null && key > keys.from; looked += READ_SIZE) {
    if (looked >= most) return { rows: found, isCut: true };
    const { rows, next } = await step(key);
    const within = rows.filter(
      ({ connectionId, occurredAt }) =>
        connections.has(connectionId) && occurredAt >= span.from && occurredAt < span.to,
    );
    found.push(...(await reader.among(within)));
    key = next;
  }
  return { rows: found, isCut: false };
}
