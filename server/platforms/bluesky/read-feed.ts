import type { PlatformHttp } from "../http.ts";
import { keptAnswer } from "../http.ts";
import type { ListingAsk, ListingPage } from "../newest-first.ts";
import type { PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { toAccount } from "./account.ts";
import { toReading } from "./map.ts";
import { refusalOf } from "./refusal.ts";
import { authorFeed } from "./schema.ts";
import type { FeedEntry } from "./schema.ts";

export const FEED = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed";
const ENDPOINT = "getAuthorFeed";

/** One page of what the account posted, answered and reposted, newest first. */
export async function readFeed(
  http: PlatformHttp,
  account: PlatformAccount,
  { position, etag }: ListingAsk,
): Promise<ListingPage> {
  const url = addressOf(account, position);
  const answer = await http.send({ url, etag, accept: [400] });
  if (answer.notModified) return { items: [], raw: null, next: null, etag, skipped: 0 };
  if (answer.status === 400) throw refusalOf(answer, { actor: account.handle, known: true });
  const { feed, cursor } = answer.json(authorFeed);
  const { entries, skipped } = feed;
  const { items, links, unread } = toReading(entries, account);
  const renamed = renamedIn(entries, account);
  return {
    items,
    links,
    skipped: skipped + unread,
    raw: { endpoint: ENDPOINT, url, body: answer.body },
    // The last page names a next one too: only an empty one is the end.
    next: entries.length + skipped === 0 || cursor === position ? null : (cursor ?? null),
    etag: answer.etag,
    ...(renamed === null ? {} : { account: renamed }),
  };
}

export function mapFeed({ url, body }: RawPage, account: PlatformAccount): readonly PlatformItem[] {
  return toReading(keptAnswer(url, body).json(authorFeed).feed.entries, account).items;
}

function addressOf({ externalId }: PlatformAccount, position: string | null): string {
  const query = new URLSearchParams({
    actor: externalId,
    limit: "100",
    filter: "posts_with_replies",
    includePins: "false",
    ...(position === null ? {} : { cursor: position }),
  });
  return `${FEED}?${query.toString()}`;
}

/** The account as its newest entry names it, where that is not how it is known. */
function renamedIn(feed: readonly FeedEntry[], account: PlatformAccount): PlatformAccount | null {
  const named = feed
    .flatMap(({ post, reason }) => [post.author, ...(reason?.by ? [reason.by] : [])])
    .find(({ did }) => did === account.externalId);
  if (named === undefined) return null;
  const now = toAccount(named);
  const isSame = now.handle === account.handle && now.displayName === account.displayName;
  return isSame ? null : now;
}
