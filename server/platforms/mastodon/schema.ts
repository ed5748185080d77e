import * as z from "zod";
import { tolerantList } from "../tolerant-list.ts";

/**
 * The parts of an answer of Mastodon, or of a server that speaks its API, that are read. Everything
 * else is ignored, and what is of another type than expected counts as absent.
 * https://docs.joinmastodon.org/entities/
 */

const text = z.string().nullish().catch(null);
const count = z.number().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
/** Numbers in texts, words on servers of other makes. */
const id = z.string().regex(/^[\w.-]{1,64}$/);

export const account = z.object({
  id,
  username: z.string().min(1),
  /** `ines` for one of the server's own, `ines@other.example` for the others. */
  acct: text,
  display_name: text,
  url: text,
  suspended: flag,
});

const attachment = z.object({
  /** `image`, `gifv`, `video`, `audio`, `unknown`. */
  type: text,
  url: text,
  preview_url: text,
  remote_url: text,
  description: text,
});

const base = z.object({
  id,
  created_at: text,
  edited_at: text,
  in_reply_to_id: text,
  in_reply_to_account_id: text,
  sensitive: flag,
  spoiler_text: text,
  /** `public`, `unlisted`, `private`, `direct`, and what others have thought of. */
  visibility: text,
  language: text,
  uri: text,
  url: text,
  content: text,
  account: account.nullish().catch(null),
  media_attachments: z.array(attachment.nullable().catch(null)).nullish().catch(null),
  card: z.object({ url: text, title: text, image: text }).nullish().catch(null),
  poll: z
    .object({ options: z.array(z.object({ title: text }).nullable().catch(null)) })
    .nullish()
    .catch(null),
  replies_count: count,
  reblogs_count: count,
  favourites_count: count,
  quotes_count: count,
});

const quote = z.object({ state: text, quoted_status: base.nullish().catch(null) });
const said = base.extend({ quote: quote.nullish().catch(null) });

/**
 * A boost is a status of its own, around the one that it passes on. One that is odd is not read: without
 * what it passes on it would be taken for a post.
 */
export const status = said.extend({ reblog: said.nullish() });

export const statuses = tolerantList(status);

/** `{"error":"Record not found"}` */
export const refusal = z.object({ error: z.string() });

/** https://datatracker.ietf.org/doc/html/rfc7033 */
export const webfinger = z.object({
  links: z.array(z.object({ rel: text, type: text, href: text }).nullable().catch(null)),
});

export type Account = z.infer<typeof account>;
export type Said = z.infer<typeof said>;
export type Status = z.infer<typeof status>;
