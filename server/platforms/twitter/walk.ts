import type { HttpResponse } from "../http.ts";
import type { Page, PageRequest, PlatformAccount } from "../platform.ts";
import { goneOf } from "./gone.ts";
import { isPrivateIn, linksIn, ownerOf, toItems } from "./map.ts";
import { afterTask, nextTask, stateOf } from "./cursor.ts";
import { accountProblem, refusalOf, refusedParameters } from "./problems.ts";
import { MOST_SHOWN, reachOf } from "./reach.ts";
import { postsRequest } from "./requests.ts";
import type { Dialect } from "./requests.ts";
import { timelinePage } from "./schema.ts";
import type { TimelinePage } from "./schema.ts";
import { afterPage, withoutToken } from "./walk-state.ts";
import type { WalkState } from "./walk-state.ts";

/** A token that fails so often is given up for the id of the oldest post that was read. */
const TOKEN_GIVEN_UP_AFTER = 3;

/**
 * One page of the posts newer than what is known: of all, the first time. What is deleted there later is
 * not noticed, unless an answer names it: looking again would be charged again.
 */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const { account } = request;
  const before = stateOf(request.cursor);
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
  const isNews = items.length > 0 || gone.length > 0;
  const found = afterPage(walk, answer, { sinceId, posts: owner?.posts ?? null });
  const after = {
    ...afterTask(before, task, found, request.now),
    dialect,
    isPrivate: owner?.protected ?? before.isPrivate,
  };
  return {
    items,
    links: linksIn(answer, account),
    raw: isNews ? rawOf(response, isPrivate) : null,
    cursor: after,
    more: after.walk !== null,
    ...(gone.length > 0 ? { gone } : {}),
    // What was posted before goes by it too, and is not read again.
    ...(after.isPrivate === null || after.isPrivate === before.isPrivate
      ? {}
      : { isPrivate: after.isPrivate }),
    usage: usageOf(answer),
    ...(owner ? { account: renamed(account, owner) } : {}),
    unchanged: before.isComplete && !isNews && found.isOver && found.seen.read === 0,
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
function usageOf({ posts, included, users }: TimelinePage): Record<string, number> {
  const ids = new Set([...posts, ...included].map(({ id }) => id));
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
