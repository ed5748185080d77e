import * as z from "zod";
import { toAddress } from "../item-text.ts";
import type { Author } from "../page.ts";
import { toMedium } from "./feed-media.ts";
import { toFeedTime } from "./feed-time.ts";
import type { Feed, FeedEntry, FeedText } from "./feed.ts";

const text = z.string().nullish().catch(null);
const author = z.object({ name: text, url: text }).nullish().catch(null);
const authors = z.array(author).nullish().catch(null);

const jsonFeed = z.object({
  version: z.string().regex(/jsonfeed\.org/i),
  title: text,
  home_page_url: text,
  next_url: text,
  language: text,
  authors,
  author,
  items: z.array(z.unknown()),
});

const jsonItem = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  authors,
  author,
  language: text,
  attachments: z
    .array(z.object({ url: text, mime_type: text, title: text }).nullable().catch(null))
    .nullish()
    .catch(null),
});

/** JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/); null for other JSON. */
export function readJson(document: string, url: string): Feed | null {
  const parsed = jsonFeed.safeParse(parse(document));
  if (!parsed.success) return null;
  const feed = parsed.data;
  const base = toAddress(feed.home_page_url, url) ?? url;
  return {
    title: feed.title ?? "",
    url: toAddress(feed.home_page_url, url),
    language: feed.language ?? null,
    authors: authorsOf(feed, base),
    updated: null,
    next: toAddress(feed.next_url, url),
    hasTrueIds: true,
    entries: feed.items.flatMap((item) => {
      const entry = jsonItem.safeParse(item);
      return entry.success ? [readItem(entry.data, base)] : [];
    }),
    gone: [],
  };
}

function readItem(item: z.infer<typeof jsonItem>, site: string): FeedEntry {
  const url = toAddress(item.url, site) ?? toAddress(item.external_url, site);
  const base = url ?? site;
  const attached = (item.attachments ?? []).flatMap((one) =>
    one === null
      ? []
      : [
          {
            url: one.url ?? undefined,
            type: one.mime_type ?? undefined,
            text: one.title ?? null,
            base,
          },
        ],
  );
  const pictures = [item.image, item.banner_image].map((picture) => ({
    url: picture ?? undefined,
    type: "image",
    base,
  }));
  return {
    id: item.id == null || item.id === "" ? null : String(item.id),
    url,
    title: textOf(item.title, "plain", base),
    summary: textOf(item.summary, "plain", base),
    content: textOf(item.content_html, "html", base) ?? textOf(item.content_text, "plain", base),
    authors: authorsOf(item, base),
    published: toFeedTime(item.date_published),
    updated: toFeedTime(item.date_modified),
    media: [...attached, ...pictures].map(toMedium).filter((medium) => medium !== null),
    language: item.language ?? null,
    isExplicit: false,
    number: null,
    comments: null,
  };
}

function textOf(
  value: string | null | undefined,
  format: FeedText["format"],
  base: string,
): FeedText | null {
  return value == null || value.trim() === "" ? null : { value, format, base };
}

function authorsOf(
  named: Pick<z.infer<typeof jsonItem>, "authors" | "author">,
  base: string,
): readonly Author[] {
  const all = named.authors ?? (named.author ? [named.author] : []);
  return all.flatMap((one) => {
    const name = one?.name?.trim() ?? "";
    return name === "" ? [] : [{ name, handle: null, url: toAddress(one?.url, base) }];
  });
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return null;
  }
}
