import { htmlToText } from "../html-text.ts";
import { toAddress, toBody, toFigures, toLanguage, toTime, toTitle } from "../item-text.ts";
import type { Author, ItemLink, PlatformAccount, PlatformItem } from "../page.ts";
import { domainOf, homeOf } from "./account.ts";
import { toMedia } from "./media.ts";
import type { Account, Said, Status } from "./schema.ts";

/** What everybody may read. */
const OPEN: readonly string[] = ["public", "unlisted"];

/** What a page says: what the account said, answered and boosted, each once. */
export interface Reading {
  readonly items: readonly PlatformItem[];
  /** A thread of the account's own stands inside its first post, where the page tells which that is. */
  readonly links: readonly ItemLink[];
  /** Statuses without a time that can be read. */
  readonly undated: number;
}

export function toReading(list: readonly Status[], account: PlatformAccount): Reading {
  const items = new Map<string, PlatformItem>();
  let undated = 0;
  for (const status of list) {
    const item = toItem(status, account);
    if (item === null) undated += 1;
    else if (!items.has(item.externalId)) items.set(item.externalId, item);
  }
  return { items: [...items.values()], links: linksIn(list, account), undated };
}

/** A status names what it answers, and not what began it: that is found by going back, one by one. */
function linksIn(list: readonly Status[], account: PlatformAccount): ItemLink[] {
  const said = new Map(list.filter(({ reblog }) => !reblog).map((status) => [status.id, status]));
  const firsts = new Map<string, string | null>();
  const firstOf = (status: Status): string | null => {
    const way: string[] = [];
    let at: Status | undefined = status;
    while (at?.in_reply_to_id && !isReply(at, account) && !way.includes(at.id)) {
      if (firsts.has(at.id)) break;
      way.push(at.id);
      at = said.get(at.in_reply_to_id);
    }
    const first = at && (at.in_reply_to_id ? firsts.get(at.id) : at.id);
    for (const id of way) firsts.set(id, first ?? null);
    return first ?? null;
  };
  return [...said.values()].flatMap((status) => {
    const first = status.in_reply_to_id ? firstOf(status) : null;
    return first === null ? [] : [{ child: `post:${status.id}`, parent: `post:${first}` }];
  });
}

function toItem(status: Status, account: PlatformAccount): PlatformItem | null {
  const occurredAt = toTime(status.created_at);
  if (occurredAt === null) return null;
  const isHidden = !isOpen(status);
  const { reblog } = status;
  if (reblog) {
    const isOwn = reblog.account?.id === homeOf(account).id;
    return {
      ...toSaid(reblog),
      kind: "repost",
      externalId: `repost:${status.id}`,
      occurredAt,
      isPrivate: isHidden || !isOpen(reblog),
      author: isOwn || !reblog.account ? null : toAuthor(reblog.account, domainOf(account)),
    };
  }
  return {
    ...toSaid(status),
    kind: isReply(status, account) ? "reply" : "post",
    externalId: `post:${status.id}`,
    occurredAt,
    isPrivate: isHidden,
    author: null,
  };
}

/** What a status and a boost of it have in common. */
function toSaid(said: Said) {
  const title = toTitle(said.spoiler_text);
  const body = bodyOf(said);
  const media = toMedia(said);
  const marks = [
    ...(said.sensitive || title !== "" ? ["sensitive"] : []),
    ...(said.visibility === "unlisted" ? ["unlisted"] : []),
  ];
  const isEmpty = title === "" && body === null && media.length === 0;
  return {
    title,
    body: isEmpty ? "(no text)" : body,
    url: toAddress(said.url) ?? toAddress(said.uri),
    place: null,
    state: null,
    reference: null,
    startedAt: null,
    figures: toFigures({
      likes: said.favourites_count,
      reposts: said.reblogs_count,
      replies: said.replies_count,
      quotes: said.quotes_count,
    }),
    media,
    marks,
    language: toLanguage(said.language),
    editedAt: toTime(said.edited_at),
    isSecondary: false,
  };
}

/** Its text, and what a poll asks; how many voted changes by the minute, and is left out. */
function bodyOf({ content, poll, quote }: Said): string | null {
  // Servers that know quotes say the address of the quoted post again, for those that do not.
  const html = quote ? withoutQuoteLine(content ?? "") : content;
  const options = (poll?.options ?? []).flatMap((option) => {
    const title = toTitle(option?.title);
    return title === "" ? [] : [`- ${title}`];
  });
  return toBody([htmlToText(html ?? ""), options.join("\n")].filter((part) => part).join("\n\n"));
}

/** In time proportional to its length, also where it has no end. */
function withoutQuoteLine(html: string): string {
  const start = html.indexOf('<p class="quote-inline">');
  const end = start < 0 ? -1 : html.indexOf("</p>", start);
  return end < 0 ? html : html.slice(0, start) + html.slice(end + "</p>".length);
}

/** An answer to oneself goes on with a thread and is a post, as the server's own filter has it. */
function isReply(status: Status, account: PlatformAccount): boolean {
  if (!status.in_reply_to_id) return false;
  return status.in_reply_to_account_id !== homeOf(account).id;
}

/** Where it is not said, it came without a key and is open. */
function isOpen({ visibility }: Said): boolean {
  return !visibility || OPEN.includes(visibility);
}

function toAuthor(author: Account, domain: string): Author {
  const acct = author.acct || author.username;
  const handle = acct.includes("@") ? acct : `${acct}@${domain}`;
  return {
    name: toTitle(author.display_name) || toTitle(handle),
    handle,
    url: toAddress(author.url),
  };
}
