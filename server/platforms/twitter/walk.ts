import * as z from "zod";
import type { HttpResponse, PlatformHttp } from "../http.ts";
import type { Page, PageRequest, PlatformAccount } from "../platform.ts";
import { goneOf } from "./gone.ts";
import { isPrivateIn, ownerOf, toItems } from "./map.ts";
import { newerId } from "./post-id.ts";
import { accountProblem, refusalOf, refusedParameters } from "./problems.ts";
import { postsRequest } from "./requests.ts";
import type { Dialect } from "./requests.ts";
import { timelinePage } from "./schema.ts";
import type { TimelinePage } from "./schema.ts";
import { afterPage, TOP, walkState, withoutToken } from "./walk-state.ts";
import type { WalkState } from "./walk-state.ts";

/** X shows no more than these of one person. */
const MOST_SHOWN = 3200;
/** A token that fails so often is given up for the id of the oldest post that was read. */
const TOKEN_GIVEN_UP_AFTER = 3;

const cursorState = z.object({
  version: z.literal(1),
  dialect: z.enum(["tweet", "post"]),
  /** The newest post that was read, with all that is older: reading costs, so nothing is read twice. */
  sinceId: z.string().nullable(),
  isComplete: z.boolean(),
  /** Whether the account was protected when a page last told; null before one did. */
  isPrivate: z.boolean().nullable().default(null),
  /** A walk from the newest post down to `sinceId`, as long as it is not at its end. */
  walk: walkState.nullable(),
});
type CursorState = z.infer<typeof cursorState>;

/**
 * One page of the posts newer than what is known: of all, the first time. What is deleted there later is
 * not noticed, unless an answer names it: looking again would be charged again.
 */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const { account } = request;
  const before = stateOf(request.cursor);
  const isStuck = request.failures >= TOKEN_GIVEN_UP_AFTER;
  const from = isStuck ? withoutToken(before.walk ?? TOP) : (before.walk ?? TOP);
  const { response, dialect, walk } = await ask(request, { ...before, walk: from });
  const answer = response.json(timelinePage);
  const closed = answer.entries === 0 ? accountProblem(answer.errors) : null;
  if (closed) throw closed;

  const owner = ownerOf(answer, account);
  const isPrivate = isPrivateIn(answer, account, before.isPrivate);
  const items = toItems(answer, account, isPrivate);
  const gone = goneOf(answer, account);
  const isNews = items.length > 0 || gone.length > 0;
  const { seen, isOver } = afterPage(walk, answer, before.sinceId);
  const after: CursorState = {
    version: 1,
    dialect,
    sinceId: isOver ? newerId(before.sinceId, seen.newestId) : before.sinceId,
    isComplete: before.isComplete || isOver,
    isPrivate: owner?.protected ?? before.isPrivate,
    walk: isOver ? null : seen,
  };
  return {
    items,
    links: [],
    raw: isNews ? rawOf(response, isPrivate) : null,
    cursor: after,
    more: !isOver,
    ...(gone.length > 0 ? { gone } : {}),
    // What was posted before goes by it too, and is not read again.
    ...(after.isPrivate === null || after.isPrivate === before.isPrivate
      ? {}
      : { isPrivate: after.isPrivate }),
    usage: usageOf(answer),
    ...(owner ? { account: renamed(account, owner) } : {}),
    unchanged: before.isComplete && !isNews && isOver && seen.read === 0,
    complete: after.isComplete,
    progress: after.isComplete ? null : progressOf(seen.read, owner?.posts),
  };
}

function rawOf({ url, body }: HttpResponse, isPrivate: boolean): Page["raw"] {
  return { endpoint: "posts", url, body, context: { private: isPrivate } };
}

/** Where X refuses a token or the names, it is asked once more in the other way there is. */
async function ask(
  { http, account }: { http: PlatformHttp; account: PlatformAccount },
  { dialect, sinceId, walk }: { dialect: Dialect; sinceId: string | null; walk: WalkState },
): Promise<{ response: HttpResponse; dialect: Dialect; walk: WalkState }> {
  const accountId = account.externalId;
  const { token, untilId } = walk;
  const response = await http.send(postsRequest({ accountId, dialect, sinceId, untilId, token }));
  if (response.status < 400) return { response, dialect, walk };
  const refused = response.status === 400 ? refusedParameters(response.body) : [];
  if (refused.includes("pagination_token") && token !== null) {
    return await ask({ http, account }, { dialect, sinceId, walk: withoutToken(walk) });
  }
  if (refused.some((name) => OLD_NAMES.includes(name)) && dialect === "tweet") {
    return await ask({ http, account }, { dialect: "post", sinceId, walk });
  }
  throw refusalOf(response.status, response.body);
}

const OLD_NAMES: readonly string[] = ["tweet.fields", "expansions"];

/** What X may charge for: every post and person of an answer, those it refers to included. */
function usageOf({ posts, included, users }: TimelinePage): Record<string, number> {
  const ids = new Set([...posts, ...included].map(({ id }) => id));
  return { posts: ids.size, users: users.length };
}

function progressOf(read: number, posts: number | null | undefined): Page["progress"] {
  const done = Math.min(read, MOST_SHOWN);
  const total = posts == null ? null : Math.max(done, Math.min(posts, MOST_SHOWN));
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

/** What does not parse starts over. */
function stateOf(cursor: unknown): CursorState {
  const parsed = cursorState.safeParse(cursor);
  if (parsed.success) return parsed.data;
  return {
    version: 1,
    dialect: "tweet",
    sinceId: null,
    isComplete: false,
    isPrivate: null,
    walk: null,
  };
}
