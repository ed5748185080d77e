import type { Profile } from "../../../shared/profiles.ts";
import type { TimelinePage } from "../../../shared/timeline.ts";
import { platforms } from "../../platforms/platforms.ts";
import type { Random } from "../../sandbox/random.ts";
import { storeItems, testConnection, testContext, testItem } from "../test-context.ts";
import type { Browser } from "../world.ts";
import { spoilText } from "./make-input.ts";
import type { Pool } from "./make-input.ts";
import { DATES, ZONES, nastyQuery, nastyString } from "./nasty.ts";

/** What there is of a person to ask for. */
export interface Known {
  readonly ids: readonly string[];
  readonly connections: readonly string[];
  readonly profiles: readonly string[];
  readonly cursors: readonly string[];
  readonly handle: string;
}

/** Gives somebody who is signed in four connections, items in them, and profiles of each visibility. */
export async function furnish(browser: Browser, handle: string): Promise<Known> {
  const ctx = testContext();
  const { id: userId } = await browser.query<{ id: string }>("me.get");
  const actor = { userId, sessionHash: "" };
  const connections: string[] = [];
  for (const platform of ["github", "bluesky", "reddit", "twitter"]) {
    const connection = await testConnection(ctx, actor, { platform });
    connections.push(connection.id);
    const kind = platform === "github" ? "commit" : "post";
    await storeItems(
      ctx,
      connection,
      Array.from({ length: 25 }, (_, at) =>
        testItem({
          kind,
          externalId: `${kind}:${at}`,
          occurredAt: Date.UTC(2026, 10, 1) - at * 7_000_000,
          title: at % 3 === 0 ? "" : "Drop the rate limit",
          body: at % 2 === 0 ? "今日は検索の索引を作り直しました。" : null,
          isPrivate: at % 5 === 0,
        }),
      ),
    );
  }
  for (const visibility of ["public", "unlisted", "private"]) {
    await browser.mutate("profiles.create", { name: visibility, slug: visibility, visibility });
  }
  const profiles = await browser.query<Profile[]>("profiles.list");
  const page = await browser.query<TimelinePage>("timeline.list", { limit: 5 });
  const next = await browser.query<TimelinePage>("timeline.list", {
    limit: 5,
    cursor: page.nextCursor,
  });
  const cursors = [page.nextCursor, next.nextCursor, next.previousCursor];
  return {
    ids: page.entries.flatMap((entry) => [
      entry.id,
      ...(entry.type === "group" ? entry.items.map(({ id }) => id) : [entry.item.id]),
    ]),
    connections,
    profiles: profiles.map(({ id }) => id),
    cursors: cursors.filter((one) => one !== null),
    handle,
  };
}

/** Values by the names of fields, of all these people; some of them cut or changed. */
export function poolsOf(people: readonly Known[]): (path: string) => Pool {
  const ids = people.flatMap((one) => one.ids);
  const connections = people.flatMap((one) => one.connections);
  const profiles = people.flatMap((one) => one.profiles);
  const cursors = people.flatMap((one) => one.cursors);
  const handles = people.map((one) => one.handle);
  const slugs = ["everything", "public", "unlisted", "private", "nothing"];
  const platformIds = [...platforms.map(({ id }) => id), "myspace"];
  const some = (values: readonly string[]) => (random: Random) => {
    const value = random.pick(values);
    return random.chance(0.1) ? spoilText(random, value) : value;
  };
  const value = (random: Random): string =>
    random.pick([
      random.pick(["github", "commit", "post", "ineshal/tarn", "ja", "private", "2026-10-20"]),
      some([...platformIds, ...connections])(random),
      random.pick(DATES),
      nastyQuery(random),
      nastyString(random),
    ]);
  const day = (random: Random): string =>
    random.chance(0.6)
      ? new Date(Date.UTC(2026, 9, random.int(1, 60))).toISOString().slice(0, 10)
      : some(DATES)(random);
  const idsOf = (path: string): readonly string[] => {
    if (path.startsWith("connections.")) return connections;
    return path.startsWith("profiles.") ? profiles : ids;
  };
  const pool: Pool = {
    ids: some(ids),
    profile: some(profiles),
    connectionId: some(connections),
    connections: some(connections),
    cursor: some(cursors),
    person: some([...handles, "nobody"]),
    handle: some([...handles, "nobody", "-x-"]),
    slug: some(slugs),
    key: some(["A".repeat(43), "x", "key"]),
    zone: some(ZONES),
    platform: some(platformIds),
    query: nastyQuery,
    value,
    day,
    from: day,
    after: day,
    before: day,
    expiresAt: some([...DATES, "2027-01-01T00:00:00.000Z"]),
  };
  return (path) => ({
    ...pool,
    id: (random) =>
      some(random.chance(0.9) ? idsOf(path) : [...ids, ...connections, ...profiles])(random),
  });
}
