import type { HttpResponse } from "../http.ts";
import type { Page, PageRequest, PlatformAccount } from "../page.ts";
import { goneOf } from "./gone.ts";
import { isPrivateIn, linksIn, ownerOf, toItems } from "./map.ts";
import { afterTask, markOf, nextTask, stateOf } from "./cursor.ts";
import { accountProblem, refusalOf, refusedParameters } from "./problems.ts";
import { MOST_SHOWN, reachOf } from "./reach.ts";
import { postsRequest } from "./requests.ts";
import type { Dialect } from "./requests.ts";
import { timelinePage } from "./schema.ts";
import type { TimelinePage } from "./schema.ts";
import { afterPage, withoutToken } from "./walk-state.ts";
import type { WalkState } from "./walk-state.ts";
import { isOfToday, youngAfter } from "./young-posts.ts";

/** A token that fails so often is given up for the id of the oldest post that was read. */
const TOKEN_GIVEN_UP_AFTER = 3;

/**
 * One page of the posts newer than what is known for sure: of all, the first time. What is deleted there
 * later is not noticed, unless an answer names it: looking again would be charged again.
 */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const { account, now } = request;
  const before = stateOf(request.cursor);
  const isCheck = before.isComplete && before.walk === null;
  const task = nextTask(before, request);
  const isStuck = request.failures >= TOKEN_GIVEN_UP_AFTER;
  const from = isStuck ? withoutToken(task.walk) : task.walk;
  const { sinceId } = task;
  const asked = { dialect: before.dialect, sinceId, walk: from };
  const { response, dialect, walk } = await ask(request, asked);
  const answer = response.json(timelinePage);
  const closed = answer.entries === 0 ? accountProblem(answer.errors) : null;
  if (closed) throw closed;

  const owner = ownerOf(answer, account);
  const isPrivate = isPrivateIn(answer, account, before.isPrivate);
  const items = toItems(answer, account, isPrivate);
  const gone = goneOf(answer, account);
  const ids = answer.posts.map(({ id }) => id);
  const isNew = (id: string): boolean => !before.young.includes(id);
  const isNews = (items.length > 0 && ids.some(isNew)) || gone.length > 0;
  const found = afterPage(walk, answer, { sinceId, posts: owner?.posts ?? null, now });
  const reached = afterTask(before, task, found, now);
  const after = {
    ...reached,
    young: youngAfter(before.young, ids, { mark: markOf(reached), now }),
    dialect,
    isPrivate: owner?.protected ?? before.isPrivate,
  };
  const newPrivacy = after.isPrivate === before.isPrivate ? null : after.isPrivate;
  return {
    items: isNews ? items : [],
    links: isNews ? linksIn(answer, account) : [],
    raw: isNews ? rawOf(response, isPrivate) : null,
    cursor: after,
    more: after.walk !== null,
    ...(gone.length > 0 ? { gone } : {}),
    // What was posted before goes by it too, and is not read again.
    ...(newPrivacy === null ? {} : { isPrivate: newPrivacy }),
    usage: usageOf(answer, (id) => isNew(id) || !isOfToday(id, now)),
    ...(owner ? { account: renamed(account, owner) } : {}),
    unchanged: isCheck && found.isOver && !isNews && newPrivacy === null,
    complete: after.isComplete,
    reach: reachOf(after),
    progress: after.isComplete || after.walk === null ? null : progressOf(after.walk),
  };
}

export function privacyIn(cursor: unknown): boolean | null {
  return stateOf(cursor).isPrivate;
}

function rawOf({ url, body }: HttpResponse, isPrivate: boolean): Page["raw"] {
  return { endpoint: "posts", url, body, context: { private: isPrivate } };
}

/** Where X refuses a token or the names, it is asked once more in the other way there is. */
async function ask(
  { http, account, allowance = null }: Pick<PageRequest, "http" | "account" | "allowance">,
  { dialect, sinceId, walk }: { dialect: Dialect; sinceId: string | null; walk: WalkState },
): Promise<{ response: HttpResponse; dialect: Dialect; walk: WalkState }> {
  const accountId = account.externalId;
  const { token, untilId } = walk;
  const response = await http.send(
    postsRequest({ accountId, dialect, sinceId, untilId, token, allowance }),
  );
  if (response.status < 400) return { response, dialect, walk };
  const refused = response.status === 400 ? refusedParameters(response.body) : [];
  if (refused.includes("pagination_token") && token !== null) {
    return await ask({ http, account, allowance }, { dialect, sinceId, walk: withoutToken(walk) });
  }
  if (refused.some((name) => OLD_NAMES.includes(name)) && dialect === "tweet") {
    return await ask({ http, account, allowance }, { dialect: "post", sinceId, walk });
  }
  throw refusalOf(response.status, response.body);
}

const OLD_NAMES: readonly string[] = ["tweet.fields", "expansions"];

/** What X may charge for: every post and person of an answer, those it refers to included. */
function usageOf(
  { posts, included, users }: TimelinePage,
  isCharged: (id: string) => boolean,
): Record<string, number> {
  const charged = posts.filter(({ id }) => isCharged(id));
  // What they refer to was read with them.
  if (charged.length === 0 && posts.length > 0) return { posts: 0, users: 0 };
  const ids = new Set([...charged, ...included].map(({ id }) => id));
  return { posts: ids.size, users: users.length };
}

function progressOf({ read, posts }: WalkState): Page["progress"] {
  const done = Math.min(read, MOST_SHOWN);
  const total = posts === null ? null : Math.max(done, Math.min(posts, MOST_SHOWN));
  return { label: "posts", done, total, unit: "posts" };
}

function renamed(account: PlatformAccount, owner: TimelinePage["users"][number]): PlatformAccount {
  const { username, name } = owner;
  return {
    ...account,
    handle: username,
    displayName: name?.trim() || account.displayName,
    url: `https://x.com/${username}`,
  };
}
