import type { HttpRequest } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import type { Cursor, Task, TaskOf } from "./cursor.ts";

/** Addresses and headers. https://docs.github.com/rest */
export const API = "https://api.github.com";

const HEADERS = {
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
};

const PER_PAGE = "100";

/** A further page is followed by the address that the page before gave, never built. */
export function requestFor(
  task: Exclude<Task, TaskOf<"repository">>,
  cursor: Cursor,
  account: PlatformAccount,
): HttpRequest {
  const address = ("url" in task ? task.url : undefined) ?? firstAddress(task, cursor, account);
  return get(address);
}

export function get(url: string, etag: string | null = null): HttpRequest {
  return { url, headers: HEADERS, etag };
}

function firstAddress(
  task: Exclude<Task, TaskOf<"repository">>,
  cursor: Cursor,
  account: PlatformAccount,
): string {
  switch (task.type) {
    case "repositories":
      return address("/user/repos", {
        affiliation: "owner,collaborator,organization_member",
        ...(cursor.includePrivate ? {} : { visibility: "public" }),
        sort: "pushed",
        direction: "desc",
      });
    case "events":
      return task.url;
    case "signal":
      return task.signal === "events"
        ? address(`/users/${encodeURIComponent(account.handle)}/events`, {})
        : firstAddress({ type: "repositories" }, cursor, account);
    case "search":
      return searchAddress(task, cursor, account);
    default:
      return repositoryAddress(task, account);
  }
}

function repositoryAddress(
  task: TaskOf<
    "commits" | "compare" | "pulls" | "pull" | "pull-commits" | "issues" | "reviews" | "releases"
  >,
  account: PlatformAccount,
): string {
  const base = `/repos/${task.repository.name}`;
  switch (task.type) {
    // Commits on other branches appear when they reach the default branch or a pull request.
    case "commits":
      return address(`${base}/commits`, { author: account.handle, ...sinceOf(task.since) });
    case "compare":
      return address(`${base}/compare/${task.before}...${task.head}`, {});
    case "pulls":
      return address(`${base}/pulls`, { state: "all", sort: "updated", direction: "desc" });
    case "pull":
      return `${API}${base}/pulls/${task.number}`;
    case "pull-commits":
      return address(`${base}/pulls/${task.number}/commits`, {});
    case "issues":
      return address(`${base}/issues`, {
        creator: account.handle,
        state: "all",
        ...sinceOf(task.since),
      });
    case "reviews":
      return address(`${base}/pulls/${task.number}/reviews`, {});
    case "releases":
      return address(`${base}/releases`, {});
  }
}

/** Sorted so that a slice ends at a date to go on from, and a look-around can stop early. */
function searchAddress(task: TaskOf<"search">, cursor: Cursor, account: PlatformAccount): string {
  const { handle } = account;
  // An issue found here does not say whether it is private; private ones come from the listings.
  const onlyPublic = !cursor.includePrivate || task.find === "issues";
  const visible = onlyPublic ? ["is:public"] : [];
  if (task.find === "commits") {
    const slice = task.before ? [`committer-date:<=${task.before}`] : [];
    const q = [`author:${handle}`, ...visible, ...slice].join(" ");
    return address("/search/commits", { q, sort: "committer-date", order: "desc" });
  }
  const what = {
    issues: [`author:${handle}`, "type:issue"],
    pulls: [`author:${handle}`, "type:pr"],
    reviewed: [`reviewed-by:${handle}`, "type:pr"],
  }[task.find];
  const sort = task.since === undefined ? "created" : "updated";
  const slice = task.before ? [`${sort}:<=${task.before}`] : [];
  const q = [...what, ...visible, ...slice].join(" ");
  return address("/search/issues", { q, sort, order: "desc" });
}

function sinceOf(since: number | undefined): Record<string, string> {
  return since === undefined ? {} : { since: new Date(since).toISOString().replace(/\.\d+Z/, "Z") };
}

function address(path: string, query: Record<string, string>): string {
  return `${API}${path}?${new URLSearchParams({ ...query, per_page: PER_PAGE })}`;
}
