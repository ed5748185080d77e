import { PlatformError } from "../../errors.ts";
import { toBody, toFigures, toLanguage, toTime, toTitle } from "../item-text.ts";
import type { Author, PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { namedEntries } from "./entry-ids.ts";
import type { NamedEntry } from "./entry-ids.ts";
import { timeOf, timesOf } from "./entry-times.ts";
import type { Times } from "./entry-times.ts";
import { fourOf, picturesOf } from "./feed-media.ts";
import { plainOf } from "./feed-text.ts";
import type { Feed, FeedEntry } from "./feed.ts";
import { readFeed } from "./read-feed.ts";

/** A change within this of the publication is part of it. */
const EDIT_AFTER_MS = 60_000;

export function mapAnswer(raw: RawPage, account: PlatformAccount): readonly PlatformItem[] {
  const feed = readFeed(raw.body, raw.url);
  if (feed === null) throw new PlatformError("bad_response", "The answer is no feed.");
  return toItems(feed, namedEntries(feed), timesOf(raw), account);
}

export function toItems(
  feed: Feed,
  entries: readonly NamedEntry[],
  times: Times,
  account: PlatformAccount,
): readonly PlatformItem[] {
  const owner = ownerOf(feed);
  return entries.flatMap((named) => {
    const item = toItem(named, feed, times, { account, owner });
    return item === null ? [] : [item];
  });
}

function toItem(
  named: NamedEntry,
  feed: Feed,
  times: Times,
  { account, owner }: { account: PlatformAccount; owner: string | null },
): PlatformItem | null {
  const { entry } = named;
  const time = timeOf(named, feed, times);
  const occurredAt = time === null ? null : toTime(time / 1000);
  if (occurredAt === null) return null;
  const title = toTitle(plainOf(entry.title));
  const body = bodyOf(entry, title);
  const media = mediaOf(entry);
  const isSilent = title === "" && body === null && media.length === 0;
  if (isSilent && entry.url === null) return null;
  const name = toTitle(feed.title) || account.handle;
  return {
    kind: kindOf(title, media),
    externalId: named.externalId,
    occurredAt,
    title: isSilent ? toTitle(entry.url) : title,
    body,
    url: entry.url,
    place: { name, url: feed.url },
    state: null,
    reference: entry.number === null ? null : `#${entry.number}`,
    startedAt: null,
    isPrivate: false,
    figures: toFigures({ comments: entry.comments }),
    author: authorOf(entry.authors, owner),
    media,
    marks: entry.isExplicit ? ["explicit"] : [],
    language: toLanguage(entry.language ?? feed.language),
    editedAt: editedAt(entry, occurredAt),
    isSecondary: false,
  };
}

/** Under a title stands what the feed says in short; without one, the text is what is read. */
function bodyOf({ summary, content }: FeedEntry, title: string): string | null {
  const [first, second] = title === "" ? [content, summary] : [summary, content];
  const body = toBody(plainOf(first)) ?? toBody(plainOf(second));
  return body === title ? null : body;
}

function mediaOf({ media, summary, content }: FeedEntry): PlatformItem["media"] & {} {
  const text = content ?? summary;
  const isPicture = media.some(({ type }) => type === "image");
  const pictures =
    text === null || isPicture || text.format === "plain" ? [] : picturesOf(text.value, text.base);
  return fourOf([...media, ...pictures]);
}

function kindOf(title: string, media: NonNullable<PlatformItem["media"]>): string {
  if (title === "") return "post";
  return media.some(({ type }) => type === "audio" || type === "video") ? "episode" : "article";
}

/** Whose feed it is: whom it names itself, or whom every entry names; null where that is not one. */
function ownerOf({ authors, entries }: Feed): string | null {
  const isSilent = authors.length === 0 && entries.some((entry) => entry.authors.length === 0);
  const named = authors.length > 0 ? authors : entries.flatMap((entry) => entry.authors);
  const names = new Set(named.map(({ name }) => toTitle(name).toLowerCase()));
  const [only] = names;
  return !isSilent && names.size === 1 && only !== undefined ? only : null;
}

function authorOf(authors: readonly Author[], owner: string | null): Author | null {
  const [first] = authors;
  const name = toTitle(first?.name);
  if (first === undefined || name === "" || name.toLowerCase() === owner) return null;
  return { ...first, name };
}

function editedAt({ published, updated }: FeedEntry, occurredAt: number): number | null {
  const time = updated === null ? null : toTime(updated / 1000);
  const isLater = time !== null && time - (published ?? occurredAt) > EDIT_AFTER_MS;
  return isLater ? time : null;
}
