import { keptAnswer } from "../http.ts";
import type { HttpResponse, PlatformHttp } from "../http.ts";
import type { ListingAsk, ListingPage } from "../newest-first.ts";
import type { PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { domainOf, homeOf, toAccount } from "./account.ts";
import { toReading } from "./map.ts";
import { REFUSALS, refusalOf, suspended } from "./refusal.ts";
import { account as accountSchema, statuses } from "./schema.ts";
import type { Status } from "./schema.ts";

const ENDPOINT = "statuses";
const PAGE_SIZE = "40";

/** One page of what the account said, answered and boosted in public, newest first. */
export async function readStatuses(
  http: PlatformHttp,
  account: PlatformAccount,
  { position, etag, newest }: ListingAsk,
): Promise<ListingPage> {
  const url = position ?? pageAddress(account, null);
  const answer = await http.send({ url, etag, accept: REFUSALS });
  if (answer.notModified) return { items: [], raw: null, next: null, etag, skipped: 0 };
  if (REFUSALS.includes(answer.status)) throw refused(answer, account);
  const { entries, skipped } = answer.json(statuses);
  // A suspended account shows an empty list, as one does that never said anything.
  if (entries.length === 0 && newest !== null) await assertReadable(http, account);
  const { items, links, undated } = toReading(entries, account);
  const renamed = renamedIn(entries, account);
  return {
    items,
    links,
    skipped: skipped + undated,
    raw: { endpoint: ENDPOINT, url, body: answer.body },
    next: nextOf(answer, entries, account),
    etag: answer.etag,
    ...(renamed === null ? {} : { account: renamed }),
  };
}

export function mapStatuses(
  { url, body }: RawPage,
  account: PlatformAccount,
): readonly PlatformItem[] {
  return toReading(keptAnswer(url, body).json(statuses).entries, account).items;
}

function pageAddress(account: PlatformAccount, before: string | null): string {
  const { server, id } = homeOf(account);
  const query = new URLSearchParams({ limit: PAGE_SIZE, ...(before ? { max_id: before } : {}) });
  return `https://${server}/api/v1/accounts/${encodeURIComponent(id)}/statuses?${query.toString()}`;
}

/**
 * The Link header's next page. A server behind a proxy may name itself by another host there, one that
 * gives a page shorter than was asked for names none (https://github.com/mastodon/mastodon/pull/3311):
 * then the last entry tells where the next page begins. Only an empty page is the end.
 */
function nextOf(
  answer: HttpResponse,
  entries: readonly Status[],
  account: PlatformAccount,
): string | null {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const next = answer.next === null ? null : URL.parse(answer.next);
  if (next?.host === homeOf(account).server && next.protocol === "https:") return next.href;
  return pageAddress(account, next?.searchParams.get("max_id") ?? last.id);
}

async function assertReadable(http: PlatformHttp, account: PlatformAccount): Promise<void> {
  const { server, id } = homeOf(account);
  const url = `https://${server}/api/v1/accounts/${encodeURIComponent(id)}`;
  const answer = await http.send({ url, accept: REFUSALS });
  if (REFUSALS.includes(answer.status)) throw refused(answer, account);
  if (answer.json(accountSchema).suspended) throw suspended(account.handle, server);
}

function refused({ status }: HttpResponse, account: PlatformAccount): Error {
  const { server } = homeOf(account);
  return refusalOf(status, { handle: account.handle, server, known: true });
}

/** The account as its newest status names it, where that is not how it is known. */
function renamedIn(entries: readonly Status[], account: PlatformAccount): PlatformAccount | null {
  const { server, id } = homeOf(account);
  const named = entries.find((status) => status.account?.id === id)?.account;
  if (!named) return null;
  const now = toAccount(named, server, domainOf(account));
  const isSame = now.handle === account.handle && now.displayName === account.displayName;
  return isSame ? null : now;
}
