import { beforeEach, describe, expect, it, vi } from "vitest";
import { profileCreate } from "../../shared/profiles.ts";
import type { Scope } from "../../shared/timeline.ts";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { Actor } from "../services/identity/identity.ts";
import { createLink } from "../services/profiles/create-link.ts";
import { createProfile } from "../services/profiles/create-profile.ts";
import { revokeLink } from "../services/profiles/revoke-link.ts";
import { hideEntry } from "../services/timeline/hide-entry.ts";
import { beginDisconnect } from "../store/connections.ts";
import type { ConnectionRow } from "../store/connections.ts";
import { askProcedure, comparable } from "../testing/ask-procedure.ts";
import { IS_FULL } from "../testing/is-full.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { appRouter } from "./router.ts";

/** In everything of what must not be seen, and in nothing else. */
const MARK = "zqx";
const NOW = Date.UTC(2026, 10, 20, 9);
const DAY = "2026-05-14";
const at = (hour: number): number => Date.UTC(2026, 4, 14, hour);

let ctx: Context;
/** What the item is called that is outside now. */
let name = `commit:${MARK}`;
let ines: Actor;
let noor: Actor;
let sources: Record<
  "shown" | "unchosen" | "excluded" | "otherPlatform" | "ending" | "foreign" | "quiet",
  ConnectionRow
>;
/** A profile of each visibility, all of the same settings, and how each is opened. */
let open: readonly Target[];

interface Target {
  readonly name: string;
  readonly of: Scope;
  /** The id by which its owner previews it. */
  readonly preview: string;
}

/** What is asked of a target; ids of what is outside and of what is in it are at hand. */
type Ask = (target: Target, ids: { outside: string; group: string; inside: string }) => unknown;

/**
 * How each procedure is asked that reads items through a view. Null for those that read none, or answer
 * their owner alone about all that is his: `router.test.ts` turns everybody else away from them.
 */
const READS: Record<string, readonly Ask[] | null> = {
  "timeline.list": [
    ({ of }) => ({ of, limit: 2 }),
    ({ of }) => ({ of, from: DAY, limit: 1 }),
    ({ of }) => ({ of, query: MARK }),
    ({ of }) => ({ of, query: `-${MARK} kind:commit` }),
    ({ of }) => ({ of, query: "is:private" }),
    ({ of }) => ({ of, query: "is:noted" }),
    ({ of }) => ({ of, query: "kind:release,issue,star,post" }),
    ({ of }) => ({ of, query: `connection:${MARK}-unchosen` }),
    ({ of }) => ({ of, query: "connection:x" }),
    ({ of }) => ({ of, filter: [{ field: "connection", value: sources.unchosen.id }] }),
    ({ of }) => ({ of, filter: [{ field: "place", value: `${MARK}/secret` }] }),
  ],
  "timeline.search": [
    ({ of }) => ({ of, query: MARK }),
    ({ of }) => ({ of, query: "tides", limit: 1 }),
    ({ of }) => ({ of, query: "tides", order: "time" }),
    ({ of }) => ({ of, query: "connection:x" }),
  ],
  "timeline.get": [
    ({ of }, { outside }) => ({ of, id: outside }),
    ({ of }, { group }) => ({ of, id: group }),
    ({ of }, { inside }) => ({ of, id: inside }),
    ({ of }) => ({ of, id: `group:${sources.shown.id}:${DAY}:commit:ineshal/tarn` }),
  ],
  "timeline.why": [
    ({ of }, { outside }) => ({ of, id: outside }),
    ({ of }, { group }) => ({ of, id: group }),
    ({ of }, { inside }) => ({ of, id: inside }),
  ],
  "timeline.edits": [
    ({ of }, { outside }) => ({ of, id: outside }),
    ({ of }, { inside }) => ({ of, id: inside }),
  ],
  "timeline.buckets": [
    ({ of }) => ({ of, by: "day" }),
    ({ of }) => ({ of, by: "month" }),
    ({ of }) => ({ of, by: "year", after: "2026-05-01", before: "2026-12-31" }),
  ],
  "timeline.stats": [
    ({ of }) => ({ of, after: "2026-05-01", before: "2026-05-31" }),
    ({ of }) => ({ of, after: "2026-06-01", before: "2026-06-30" }),
  ],
  "timeline.recap": [
    ({ of }) => ({ of, after: DAY, before: DAY }),
    ({ of }) => ({ of, query: MARK, after: "2026-01-01", before: "2026-12-31" }),
    ({ of }) => ({ of, query: "connection:x", after: DAY, before: DAY }),
  ],
  "timeline.onThisDay": [({ of }) => ({ of, day: "2027-05-14" })],
  "profiles.preview": [
    ({ preview }) => ({ id: preview, limit: 2 }),
    ({ preview }) => ({ id: preview, query: MARK }),
    ({ preview }) => ({ id: preview, query: "connection:x" }),
  ],
  "profiles.shared": [({ of }) => ({ of })],
  "timeline.pin": null,
  "timeline.split": null,
  "timeline.join": null,
  "timeline.unpin": null,
  "timeline.note": null,
  "timeline.hidden": null,
  "timeline.hide": null,
  "timeline.show": null,
  "connections.platforms": null,
  "connections.connect": null,
  "connections.setOwnApp": null,
  "connections.removeOwnApp": null,
  "connections.list": null,
  "connections.get": null,
  "connections.runs": null,
  "connections.budgets": null,
  "connections.setCap": null,
  "connections.settings": null,
  "connections.updateSettings": null,
  "connections.places": null,
  "connections.pause": null,
  "connections.resume": null,
  "connections.sync": null,
  "connections.wake": null,
  "connections.disconnect": null,
  "profiles.list": null,
  "profiles.get": null,
  "profiles.create": null,
  "profiles.update": null,
  "profiles.delete": null,
  "profiles.createLink": null,
  "profiles.revokeLink": null,
  "me.get": null,
  "me.update": null,
  "me.erase": null,
  "me.cancelErase": null,
};

const out = (field: string, value: string, connectionId: string | null = null) => ({
  field,
  value,
  isExcluded: true,
  connectionId,
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  ctx = testContext();
  ines = await testPerson(ctx, "ines");
  noor = await testPerson(ctx, "noor");
  const source = (handle: string, platform: string, actor = ines) =>
    testConnection(ctx, actor, { platform, handle });
  sources = {
    shown: await source("ines", "github"),
    unchosen: await source(`${MARK}-unchosen`, "github"),
    excluded: await source(`${MARK}-excluded`, "github"),
    otherPlatform: await source(`${MARK}-platform`, "mastodon"),
    ending: await source(`${MARK}-ending`, "github"),
    foreign: await source(`${MARK}-foreign`, "github", noor),
    quiet: await source(`${MARK}-quiet`, "bluesky"),
  };
  await storeItems(ctx, sources.shown, [earlier({ body: `${MARK} left out` })]);
  await storeItems(ctx, sources.shown, [earlier({ title: `${MARK} of old`, isPrivate: true })]);
  await storeItems(
    ctx,
    sources.shown,
    [
      testItem({ externalId: "commit:a", occurredAt: at(8), title: "Tides by hour" }),
      testItem({ externalId: "commit:b", occurredAt: at(9), title: "Moon" }),
      testItem({ externalId: "pull:1", occurredAt: at(12), kind: "pull_request", title: "Tides" }),
      testItem({ externalId: "commit:c", occurredAt: at(11), title: "Neap tides" }),
      testItem({ externalId: "issue:1", occurredAt: Date.UTC(2026, 4, 20), kind: "review" }),
    ],
    [{ child: "commit:c", parent: "pull:1" }],
  );
  open = [
    await share("open", "public"),
    await share("linked", "unlisted"),
    await share("closed", "private"),
  ];
  await beginDisconnect(ctx.db, { id: sources.ending.id }, NOW);
});

/** What one of the items that are shown was before it was what it is. */
const earlier = (change: Partial<PlatformItem>): PlatformItem =>
  testItem({ externalId: "pull:1", kind: "pull_request", title: "Tides", ...change });

async function share(slug: string, visibility: "public" | "unlisted" | "private"): Promise<Target> {
  const { shown, excluded, otherPlatform, ending } = sources;
  const input = profileCreate.parse({
    name: slug,
    slug,
    visibility,
    connections: [shown.id, excluded.id, otherPlatform.id, ending.id],
    filter: [
      out("connection", excluded.id),
      out("platform", "mastodon"),
      out("kind", "release"),
      out("kind", "issue", shown.id),
      out("place", `${MARK}/secret`),
      out("text", "left out"),
      out("language", "xx"),
      out("is", "sensitive"),
      out("is", "pinned"),
      out("is", "noted"),
      out("after", "2026-06"),
      out("before", "2026-04"),
    ],
  });
  const { id } = await createProfile(ctx, ines, input);
  const address = { person: "ines", slug };
  if (visibility === "public") return { name: visibility, of: address, preview: id };
  if (visibility === "private") return { name: visibility, of: { profile: id }, preview: id };
  const { link } = await createLink(ctx, ines, { id, expiresAt: null });
  return { name: visibility, of: { ...address, key: link?.key ?? "" }, preview: id };
}

/** An item that would show in a group, a page, a count and a search, were it not outside. */
const secret = (change: Partial<PlatformItem> = {}): PlatformItem =>
  testItem({
    externalId: name,
    occurredAt: at(10),
    title: `${MARK} tides`,
    body: `${MARK} in its body`,
    url: `https://example.org/${MARK}`,
    ...change,
  });

const put = async (
  connection: ConnectionRow,
  change: Partial<PlatformItem> = {},
  more: Parameters<typeof storeItems>[4] = {},
): Promise<void> => {
  await storeItems(ctx, connection, [secret(change)], [], more);
};

const set = async (assignment: string): Promise<void> => {
  const sql = `UPDATE media_items SET ${assignment} WHERE external_id = '${name}'`;
  await ctx.db.$client.prepare(sql).run();
};

/** Every way that an item can be outside. */
const WAYS: Record<string, () => Promise<void>> = {
  "on a connection that was not chosen": () => put(sources.unchosen),
  "on a connection that is filtered out": () => put(sources.excluded),
  "on a platform that is filtered out": () => put(sources.otherPlatform, { kind: "post" }),
  "of a kind that is filtered out": () => put(sources.shown, { kind: "release" }),
  "of a kind that is filtered out of one connection": () => put(sources.shown, { kind: "issue" }),
  "in a place that is filtered out": () =>
    put(sources.shown, { place: { name: "ZQX/Secret", url: null } }),
  "with words that are filtered out": () => put(sources.shown, { body: `${MARK} Left, out` }),
  "in a language that is filtered out": () => put(sources.shown, { language: "xx-yy" }),
  "with a mark that is filtered out": () => put(sources.shown, { marks: ["sensitive"] }),
  "pinned, where that is filtered out": async () => {
    await put(sources.shown);
    await set("pinned_at = 5");
  },
  "noted, where that is filtered out": async () => {
    await put(sources.shown);
    await set(`note = '${MARK}'`);
  },
  "after the dates that are shown": () => put(sources.shown, { occurredAt: Date.UTC(2026, 5, 1) }),
  "before the dates that are shown": () =>
    put(sources.shown, { occurredAt: Date.UTC(2026, 3, 30, 23, 59) }),
  "private at its source": () => put(sources.shown, { isPrivate: true }),
  "hidden by its owner": async () => {
    await put(sources.shown);
    await hideEntry(ctx, ines, `${sources.shown.id}:${name}`);
  },
  "hidden by settings": () =>
    put(sources.shown, { kind: "star" }, { rules: [{ kinds: ["star"] }] }),
  "gone at its source": async () => {
    await put(sources.shown);
    await storeItems(ctx, sources.shown, [], [], { gone: [name] });
  },
  "inside what is hidden": async () => {
    const parent = secret({ externalId: `pull:${MARK}`, kind: "pull_request", occurredAt: at(13) });
    const link = { child: name, parent: `pull:${MARK}` };
    await storeItems(ctx, sources.shown, [secret(), parent], [link]);
    await hideEntry(ctx, ines, `${sources.shown.id}:pull:${MARK}`);
  },
  "on a connection that is being disconnected": async () => {
    const { id, fence } = sources.ending;
    await ctx.db.$client
      .prepare("UPDATE media_accounts SET status = 'active', fence = ?2 WHERE id = ?1")
      .bind(id, fence)
      .run();
    await put(sources.ending);
    await beginDisconnect(ctx.db, { id }, NOW);
  },
  "of another person": () => put(sources.foreign),
  "told by how far a source reaches, and how it does": () => tellReach(sources.shown),
};

/** All that is known of a connection but when it was last read, which says as of when things are true. */
async function tellReach({ id }: ConnectionRow): Promise<void> {
  await ctx.db.$client
    .prepare(
      `UPDATE media_accounts SET complete_since = ?2, oldest_item_at = ?2, is_complete = 1, history_limit = ?3,
         status = 'needs_reconnect', problem_code = 'unauthorised', problem_message = ?3 WHERE id = ?1`,
    )
    .bind(id, at(10) + 1, `${MARK} is private`)
    .run();
}

const procedures = Object.keys(appRouter._def.procedures);
const reads = Object.entries(READS).flatMap(([path, asks]) =>
  asks ? [[path, asks] as const] : [],
);

/** Asked as its owner where only he may: everybody else is not even signed in. */
const ask = (path: string, input: unknown, actor: Actor | null): Promise<object> =>
  askProcedure(ctx, path, input, actor);

/** All pages of it; counted to the end where counting takes several looks. */
async function askAll(path: string, input: object, actor: Actor | null): Promise<unknown[]> {
  const pages: unknown[] = [];
  let cursor: unknown = null;
  for (let step = 0; step < 40; step += 1) {
    const page = await ask(
      path,
      cursor === null ? input : { ...input, from: undefined, cursor },
      actor,
    );
    if ("isCounting" in page && page.isCounting === true) continue;
    cursor = "nextCursor" in page ? page.nextCursor : null;
    pages.push(comparable(page));
    if (cursor === null) return pages;
  }
  throw new Error(`${path} never came to its end.`);
}

/** Every answer there is to somebody who looks at these targets. */
async function lookAt(targets: readonly Target[]): Promise<Map<string, unknown[]>> {
  const ids = {
    outside: `${sources.shown.id}:${name}`,
    group: `group:${sources.shown.id}:${DAY}:commit:${MARK}/secret`,
    inside: `${sources.shown.id}:pull:1`,
  };
  const answers = new Map<string, unknown[]>();
  for (const target of targets) {
    for (const [path, asks] of reads) {
      for (const [index, toInput] of asks.entries()) {
        const isOwners = "profile" in target.of || path === "profiles.preview";
        const input = toInput(target, ids) as object;
        const key = `${path} (${index}) of the ${target.name} one`;
        answers.set(key, await askAll(path, input, isOwners ? ines : null));
      }
    }
  }
  return answers;
}

it("every procedure has its line here", () => {
  expect(Object.keys(READS).toSorted()).toEqual(procedures.toSorted());
});

it("what is in the profile is in the answers, for visitors and for its owner alike", async () => {
  const answers = await lookAt(open);
  for (const target of open) {
    const list = JSON.stringify(answers.get(`timeline.list (0) of the ${target.name} one`));
    expect(list).toContain("Tides by hour");
    expect(list).toBe(JSON.stringify(answers.get("timeline.list (0) of the public one")));
    expect(JSON.stringify(answers.get(`profiles.preview (0) of the ${target.name} one`))).toBe(
      list,
    );
  }
  expect(JSON.stringify([...answers])).not.toContain(`"${MARK}`);
});

/**
 * Each way joins those before it, so that what all of them tell together is nothing too. Looked at is
 * after each; in a test that is not to take long after one in three, another for each target, and the last.
 */
it.each([0, 1, 2])(
  "nothing is told of an item that is outside (%i)",
  async (index) => {
    const targets = open.slice(index, index + 1);
    const before = await lookAt(targets);
    for (const [at, [way, leave]] of Object.entries(WAYS).entries()) {
      name = `commit:${MARK}${at}`;
      await leave();
      const isLast = at === Object.keys(WAYS).length - 1;
      if (!IS_FULL && !isLast && at % open.length !== index) continue;
      const after = await lookAt(targets);
      for (const [key, answers] of before)
        expect(after.get(key), `${way}: ${key}`).toEqual(answers);
    }
  },
  120_000,
);

describe("of a source that shows nothing of itself nothing is told, where there is shown only", () => {
  const only = (field: string, value: string) => ({ field, value, isExcluded: false });
  it.each([
    only("place", "ineshal/tarn"),
    only("text", "tides"),
    only("language", "en"),
    only("is", "sensitive"),
    only("before", "2026-05-15"),
  ])("$field:$value", async (term) => {
    const { shown, quiet } = sources;
    const connections = [shown.id, quiet.id];
    const input = { name: "Only", slug: "only", visibility: "public", connections, filter: [term] };
    const { id } = await createProfile(ctx, ines, profileCreate.parse(input));
    const targets = [{ name: "narrow", of: { person: "ines", slug: "only" }, preview: id }];
    const first = await lookAt(targets);
    const place = { name: `${MARK}/quiet`, url: null };
    const title = `${MARK} of the sea`;
    await put(quiet, { kind: "post", place, title, occurredAt: Date.UTC(2026, 5, 2) });
    await tellReach(quiet);
    const after = await lookAt(targets);
    for (const [key, answers] of first) expect(after.get(key), key).toEqual(answers);
    const told = JSON.stringify([...after.values()]);
    expect(told).not.toContain(MARK);
    expect(told).not.toContain(quiet.id);
  });
});

it("what an item said before is its owner's alone", async () => {
  const id = `${sources.shown.id}:pull:1`;
  const own = JSON.stringify(await ask("timeline.edits", { id }, ines));
  for (const text of [`${MARK} left out`, `${MARK} of old`]) expect(own).toContain(text);
  for (const { of } of open) {
    const asked = await ask("timeline.edits", { of, id }, ines);
    expect(asked).toMatchObject({ edits: [], freshness: { sources: [] } });
  }
});

it("a visitor who names a source is told of none", async () => {
  const refused = {
    code: "BAD_REQUEST",
    message: "At character 12: There is no source to choose.",
  };
  for (const query of ["connection:x", "connection:ines", `connection:${MARK}-unchosen`]) {
    for (const { of } of open) {
      expect(await ask("timeline.list", { of, query }, ines), query).toEqual(refused);
    }
  }
});

it("what counts and is not shown counts for its day, and tells nothing else", async () => {
  await ctx.db.$client.prepare("UPDATE media_profiles SET counts_private = 1").run();
  const targets = open.slice(0, 1);
  const before = await lookAt(targets);
  await put(sources.shown, { isPrivate: true, kind: "review" });
  const after = await lookAt(targets);
  const byDay = ["items", "days", "activeDays", "weekdays", "currentStreak", "longestStreak"];
  const rest = (answers: readonly unknown[] = []): unknown =>
    answers.map((one) => {
      const { previous, ...stats } = one as { previous: object };
      const kept = Object.entries(stats).filter(([field]) => !byDay.includes(field));
      return { ...Object.fromEntries(kept), previous: { ...previous, items: 0 } };
    });
  for (const [key, answers] of before) {
    if (key.startsWith("timeline.buckets")) expect(after.get(key), key).not.toEqual(answers);
    else if (key.startsWith("timeline.stats"))
      expect(rest(after.get(key)), key).toEqual(rest(answers));
    else expect(after.get(key), key).toEqual(answers);
  }
});

describe("a profile that is closed is as one that never was", () => {
  const CLOSED: Record<string, () => Promise<Scope>> = {
    "no such slug": () => Promise.resolve({ person: "ines", slug: "nothing" }),
    "no such person": () => Promise.resolve({ person: "nobody", slug: "open" }),
    private: () => Promise.resolve({ person: "ines", slug: "closed" }),
    "private, with a key": () => Promise.resolve({ person: "ines", slug: "closed", key: "x" }),
    "unlisted, without its key": () => Promise.resolve({ person: "ines", slug: "linked" }),
    "unlisted, with a wrong key": () =>
      Promise.resolve({ person: "ines", slug: "linked", key: "x".repeat(43) }),
    "unlisted, by a link that ended": async () => {
      const link = { id: open[1]?.preview ?? "", expiresAt: new Date(NOW + 1000).toISOString() };
      const made = await createLink(ctx, ines, link);
      vi.setSystemTime(NOW + 1000);
      return { person: "ines", slug: "linked", key: made.link?.key ?? "" };
    },
    "unlisted, by a link that was revoked": async () => {
      await revokeLink(ctx, ines, open[1]?.preview ?? "");
      return open[1]?.of ?? { profile: "" };
    },
    "unlisted, by a link that was replaced": async () => {
      await createLink(ctx, ines, { id: open[1]?.preview ?? "", expiresAt: null });
      return open[1]?.of ?? { profile: "" };
    },
    "of somebody who is to be erased by now": async () => {
      await ctx.db.$client.prepare("UPDATE media_users SET erase_at = ?").bind(NOW).run();
      return open[0]?.of ?? { profile: "" };
    },
  };

  it.each(Object.entries(CLOSED))("%s", async (_name, close) => {
    const of = await close();
    const answers = await lookAt([{ name: "closed", of, preview: "" }]);
    for (const [path, asks] of reads.filter(([path]) => path !== "profiles.preview")) {
      for (const index of asks.keys()) {
        const key = `${path} (${index}) of the closed one`;
        const never = [{ code: "NOT_FOUND", message: "There is no such profile." }];
        expect(answers.get(key), key).toEqual(never);
      }
    }
  });

  it("somebody else's, by its id", async () => {
    const [target] = open;
    for (const [path, asks] of reads) {
      const ids = { outside: "a:b", group: "a:b", inside: "a:b" };
      const of = { profile: target?.preview ?? "" };
      for (const toInput of asks) {
        const input = toInput({ name: "", of, preview: of.profile }, ids);
        expect(await ask(path, input, noor), path).toMatchObject({ code: "NOT_FOUND" });
      }
    }
  });
});

it("a shared profile is there while nobody can be asked who he is", async () => {
  const caller = appRouter.createCaller({
    ctx,
    authenticate: () => Promise.reject(new Error("devpad is down")),
  });
  const page = await caller.timeline.list({ of: { person: "ines", slug: "open" } });
  expect(page.entries.length).toBeGreaterThan(0);
});
