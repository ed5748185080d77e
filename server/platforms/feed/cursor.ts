import * as z from "zod";
import type { PageRequest } from "../page.ts";

const cursor = z.object({
  version: z.literal(1),
  /** Where the feed is now; it may have moved. */
  address: z.string(),
  etag: z.string().nullable(),
  modified: z.string().nullable(),
  /** What the document became last. */
  print: z.string().nullable(),
  newest: z.number().nullable(),
  /** See `entry-times.ts`. */
  times: z.record(z.string(), z.number()),
  since: z.number().nullable().default(null),
  hasForgotten: z.boolean().default(false),
  /** The older page to be read next; up to what was known by then, or all. */
  next: z
    .object({
      address: z.string(),
      until: z.number().nullable(),
      pages: z.number(),
      /** See `older-pages.ts`. */
      seen: z.object({ last: z.string(), kept: z.string() }).default({ last: "", kept: "" }),
      /** Since when all is held that the document and these pages have; see `reach.ts`. */
      floor: z.number().nullable().default(null),
    })
    .nullable(),
  isComplete: z.boolean(),
  /** When the document was read last, and whether that was the page before. */
  lookedAt: z.number().default(0),
  hasLooked: z.boolean().default(false),
  /** See `reach.ts`. */
  floor: z.number().nullable().default(null),
  /** An older page could not be read. */
  isCut: z.boolean().default(false),
});
export type Cursor = z.infer<typeof cursor>;
export type Next = Cursor["next"] & {};

/** What does not parse starts over. */
export function stateOf({ cursor: stored, account }: PageRequest): Cursor {
  const parsed = cursor.safeParse(stored);
  if (parsed.success) return parsed.data;
  return {
    version: 1,
    address: account.externalId,
    etag: null,
    modified: null,
    print: null,
    newest: null,
    times: {},
    since: null,
    hasForgotten: false,
    next: null,
    isComplete: false,
    lookedAt: 0,
    hasLooked: false,
    floor: null,
    isCut: false,
  };
}
