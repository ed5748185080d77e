import type { Medium } from "../../../shared/item.ts";
import type { Author } from "../page.ts";

/** What the formats have in common. Addresses are whole, times are epoch milliseconds. */
export interface Feed {
  readonly title: string;
  /** The site that it is of. */
  readonly url: string | null;
  readonly language: string | null;
  readonly authors: readonly Author[];
  readonly updated: number | null;
  /** Where older entries are: RFC 5005, or `next_url`. */
  readonly next: string | null;
  /** False where ids are known to be given twice: RSS has no word against it. */
  readonly hasTrueIds: boolean;
  readonly entries: readonly FeedEntry[];
  /** Ids of entries that were deleted: RFC 6721. */
  readonly gone: readonly string[];
}

export interface FeedEntry {
  /** As the feed gives it. */
  readonly id: string | null;
  readonly url: string | null;
  readonly title: FeedText | null;
  readonly summary: FeedText | null;
  readonly content: FeedText | null;
  readonly authors: readonly Author[];
  readonly published: number | null;
  readonly updated: number | null;
  readonly media: readonly Medium[];
  readonly language: string | null;
  readonly isExplicit: boolean;
  /** Of an episode: `12`. */
  readonly number: string | null;
  readonly comments: number | null;
}

/** `either`: the format does not say. */
export interface FeedText {
  readonly value: string;
  readonly format: "plain" | "html" | "either";
  /** What relative links in it are meant from. */
  readonly base: string;
}
