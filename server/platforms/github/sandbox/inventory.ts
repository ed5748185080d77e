import type { InventoryItem } from "../../../sandbox/platform-sandbox.ts";
import type { History } from "./history.ts";
import { defaultCommits, isThere, viewPull } from "./reading.ts";

/** What a faithful client must have by `now`, told by the history itself and not by the answers. */
export function inventoryOf({ account, repositories }: History, now: number): InventoryItem[] {
  const items = new Map<string, InventoryItem>();
  const add = (kind: string, externalId: string, occurredAt: number, isPrivate: boolean): void => {
    const item = { kind, externalId, occurredAt, isPrivate };
    if (!items.has(externalId)) items.set(externalId, item);
  };
  for (const repository of repositories) {
    if (!isThere(repository, now)) continue;
    const { isPrivate } = repository;
    const commits = [
      ...defaultCommits(repository, now),
      ...repository.pulls
        .filter((pull) => pull.author === account && pull.createdAt <= now)
        .flatMap((pull) => viewPull(pull, now).commits),
    ];
    for (const commit of commits) {
      if (commit.author.account === account)
        add("commit", `commit:${commit.sha}`, commit.authoredAt, isPrivate);
    }
    for (const pull of repository.pulls) {
      if (pull.createdAt > now) continue;
      const view = viewPull(pull, now);
      if (pull.author === account)
        add(
          "pull_request",
          `pull:${pull.id}`,
          view.mergedAt ?? view.closedAt ?? pull.createdAt,
          isPrivate,
        );
      for (const review of view.reviews)
        if (review.author === account)
          add("review", `review:${review.id}`, review.submittedAt, isPrivate);
    }
    for (const issue of repository.issues) {
      if (issue.author === account && issue.createdAt <= now)
        add("issue", `issue:${issue.id}`, issue.createdAt, isPrivate);
    }
    for (const { author, id, publishedAt } of repository.releases) {
      if (author === account && publishedAt !== null && publishedAt <= now)
        add("release", `release:${id}`, publishedAt, isPrivate);
    }
  }
  return [...items.values()];
}
