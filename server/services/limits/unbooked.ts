import * as z from "zod";
import { parseStored } from "../../store/stored-json.ts";

/** What was used in a period that ends then. */
const use = z.object({ used: z.number(), endsAt: z.number() });
export type Use = z.infer<typeof use>;

const unbooked = z.object({ connection: use.optional(), client: use.optional() });

/**
 * What a connection's checks used and no row of `media_rate_limits` shows yet: of its own budget, and
 * of its app's. It waits on the connection's row, which a check writes anyway.
 */
export type Unbooked = z.infer<typeof unbooked>;

export function parseUnbooked(text: string): Unbooked {
  return parseStored(unbooked, text) ?? {};
}

export function toUnbookedText(lines: Unbooked): string {
  return JSON.stringify(lines);
}
