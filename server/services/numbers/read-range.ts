import type { Context } from "../../context.ts";
import { keysOf, listSpan } from "../../store/item-spans.ts";
import type { Span } from "../../store/item-spans.ts";
import type { ItemRow } from "../../store/items.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { createCandidates } from "../views/find-candidates.ts";
import { keyRange } from "../views/key-range.ts";
import { readItems } from "../views/read-items.ts";
import type { Terms, View } from "../views/view.ts";

const READ_SIZE = 1000;
/** Of what a filter leaves nearly nothing of, no more is looked at than so often. */
const MOST_LOOKS = 8;

/** The newest items of a span that are in a view, whatever they stand inside. */
export interface ReadRange {
  readonly rows: readonly ItemRow[];
  /** The span has more, or more than could be looked at. */
  readonly isCut: boolean;
}

/**
 * The newest `most` of them. What a profile, or a filter, leaves out is not looked at, so that it cannot
 * decide where the rest is cut.
 */
export async function readRange(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
  span: Span,
  most: number,
): Promise<ReadRange> {
  const reader = readItems(ctx, view, asked);
  const isWhole = view.profile === null && view.terms.length + asked.flat().length === 0;
  const candidates = createCandidates(ctx, view, asked);
  const { above, below } = keyRange([view.terms, ...asked], createZonedDays(view.zone));
  const keys = keysOf(span);
  const end = Math.max(keys.from, above + 1);
  const step = async (key: number) => {
    if (!isWhole) return await candidates("below", key, READ_SIZE, { connectionId: null, end });
    const range = { from: end, to: key };
    const rows = await listSpan(ctx.db, view.user.id, range, READ_SIZE, { isWhole: true });
    return { rows, next: rows.length < READ_SIZE ? null : (rows.at(-1)?.id ?? null) };
  };
  // Those that are being disconnected are in no view.
  const connections = new Set(view.connections.map(({ id }) => id));
  const found: ItemRow[] = [];
  let key: number | null = Math.min(keys.to, below);
  for (let looks = 0; key !== null && key > end && found.length <= most; looks += 1) {
    if (looks === MOST_LOOKS) return { rows: found, isCut: true };
    const { rows, next } = await step(key);
    const within = rows.filter(
      ({ connectionId, occurredAt }) =>
        connections.has(connectionId) && occurredAt >= span.from && occurredAt < span.to,
    );
    found.push(...(await reader.among(within)));
    key = next;
  }
  return { rows: found.slice(0, most), isCut: found.length > most };
}
