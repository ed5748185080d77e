import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import { createHttp } from "../http.ts";
import type { PlatformHttp } from "../http.ts";
import type { Page, PlatformAccount, PlatformItem } from "../page.ts";
import { twitter } from "./index.ts";
import { visitX } from "../../testing/x-visitor.ts";

type Visitor = ReturnType<typeof visitX>;

interface Kept {
  readonly items: Map<string, PlatformItem>;
  readonly pages: readonly Page[];
  readonly cursor: unknown;
  /** What was asked for, by parameter. */
  readonly asked: readonly URLSearchParams[];
}

/** A connected account, whose tokens are renewed as they run out, each refresh token used once. */
async function connect(visitor: Visitor, login: string) {
  let tokens = await visitor.signIn(login);
  let issuedAt = visitor.machine.time;
  const client = async (): Promise<PlatformHttp> => {
    if (visitor.machine.time - issuedAt >= 7_200_000) {
      const fields = { grant_type: "refresh_token", refresh_token: tokens["refresh_token"] ?? "" };
      tokens = await (await visitor.ask("token", fields)).json();
      issuedAt = visitor.machine.time;
    }
    return visitor.http(tokens["access_token"] ?? "");
  };
  const http = await client();
  const account = await twitter.identify(http, {});
  const step = async (cursor: unknown, failures = 0): Promise<Page> =>
    twitter.fetchPage({
      http: await client(),
      account,
      includePrivate: false,
      cursor,
      now: visitor.machine.time,
      failures,
    });
  const walk = async (from: Kept | null = null): Promise<Kept> => {
    const items = new Map(from?.items);
    const pages: Page[] = [];
    let cursor = from?.cursor ?? null;
    visitor.asked.length = 0;
    do {
      const page = await step(cursor);
      for (const id of page.gone ?? []) items.delete(id);
      for (const item of page.items) items.set(item.externalId, item);
      const { isPrivate } = page;
      if (isPrivate !== undefined)
        for (const [id, item] of items) items.set(id, { ...item, isPrivate });
      cursor = JSON.parse(JSON.stringify(page.cursor));
      pages.push(page);
    } while (pages.at(-1)?.more && pages.length < 200);
    return { items, pages, cursor, asked: visitor.asked.map((url) => url.searchParams) };
  };
  return { http, account, step, walk };
}

/** Everything, at its time, and nothing else. */
async function expectAll(visitor: Visitor, person: string, { items }: Kept): Promise<void> {
  const held = await visitor.inventory(person);
  const told = held.map((one) => [one.external_id, one.kind, one.occurred_at, one.private]);
  const found = [...items.values()].map((item) => [
    item.externalId,
    item.kind,
    new Date(item.occurredAt).toISOString(),
    item.isPrivate,
  ]);
  expect(found.sort()).toEqual(told.sort());
}

async function meet(items: number, more: object = {}) {
  const visitor = visitX();
  await visitor.makePerson("tove", items, more);
  return { visitor, ...(await connect(visitor, "tove")) };
}

describe("a first sync", () => {
  it("reads all, says how far it is and what it cost", async () => {
    const { visitor, walk } = await meet(250);
    const first = await walk();
    await expectAll(visitor, "tove", first);
    expect(first.pages.length).toBe(3);
    expect(first.pages[0]).toMatchObject({
      more: true,
      complete: false,
      progress: { label: "posts", done: 100, unit: "posts" },
    });
    expect(first.pages.at(-1)).toMatchObject({ more: false, complete: true, progress: null });
    const usage = first.pages.map(({ usage: costs }) => costs?.["posts"] ?? 0);
    expect(usage.every((posts) => posts > 50)).toBe(true);
    expect(first.asked.every((query) => !query.has("since_id"))).toBe(true);
    expect(first.asked.every((query) => query.get("max_results") === "100")).toBe(true);
  });

  it.each([
    ["short pages", ["short_pages"]],
    ["pages without data", ["no_data_page"]],
    ["both, and nothing of what is referred to", ["short_pages", "no_data_page", "partial_errors"]],
    ["the new names", ["post_names"]],
    ["a server that knows the old names no more", ["no_tweet_names", "post_names"]],
  ])("reads all through %s, and then is quiet", async (_name, faults) => {
    const { visitor, walk } = await meet(180);
    for (const name of faults) await visitor.fault(name);
    const first = await walk();
    await expectAll(visitor, "tove", first);
    const again = await walk(first);
    expect(again.items).toEqual(first.items);
    expect(again.pages.flatMap(({ items }) => items)).toEqual([]);
    expect(again.asked.every((query) => query.has("since_id"))).toBe(true);
  });

  it("never asks again in names that were refused", async () => {
    const { visitor, walk } = await meet(180);
    await visitor.fault("no_tweet_names");
    const first = await walk();
    expect(first.asked.map((query) => query.has("tweet.fields"))).toEqual([true, false, false]);
  });

  it("goes on by the oldest id when a token is refused, or never answers", async () => {
    const { visitor, step, walk } = await meet(250);
    const page = await step(null);
    await visitor.fault("stale_token", { count: 1 });
    const next = await step(page.cursor);
    const stuck = await step(page.cursor, 3);
    expect(next.items).toEqual(stuck.items);
    const oldest = page.items.at(-1)?.externalId.replace(/^\w+:/, "");
    expect(visitor.asked.at(-1)?.searchParams.get("until_id")).toBe(oldest);
    const rest = await walk({ items: new Map(), pages: [], cursor: stuck.cursor, asked: [] });
    const all = [...page.items, ...stuck.items, ...rest.items.values()];
    await expectAll(visitor, "tove", {
      ...rest,
      items: new Map(all.map((item) => [item.externalId, item])),
    });
  });

  it("finds nothing where nothing is", async () => {
    const { walk } = await meet(0);
    const first = await walk();
    expect(first.pages).toEqual([
      expect.objectContaining({
        items: [],
        raw: null,
        more: false,
        complete: true,
        unchanged: false,
      }),
    ]);
    expect((await walk(first)).pages[0]?.unchanged).toBe(true);
  });
});

describe("a check", () => {
  it("asks for what is newer than what is known, once and without cost", async () => {
    const { walk } = await meet(120);
    const first = await walk();
    const newest = [...first.items.keys()].map((id) => BigInt(id.replace(/^\w+:/, "")));
    const check = await walk(first);
    expect(check.asked.length).toBe(1);
    const since = BigInt(check.asked[0]?.get("since_id") ?? 0);
    expect(newest.every((id) => id <= since)).toBe(true);
    expect(check.pages).toEqual([
      expect.objectContaining({
        items: [],
        raw: null,
        unchanged: true,
        usage: { posts: 0, users: 0 },
      }),
    ]);
    expect(check.cursor).toEqual(first.cursor);
  });

  it("finds what is new, and what was edited, under its old name", async () => {
    const { visitor, walk } = await meet(60, { lives: true });
    let kept = await walk();
    const replaced: string[] = [];
    for (let hour = 0; hour < 36; hour += 1) {
      visitor.machine.time += 10 * 60_000;
      const before = kept.items;
      kept = await walk(kept);
      for (const item of kept.pages.flatMap(({ items }) => items)) {
        const old = before.get(item.externalId);
        if (old && old.body !== item.body) replaced.push(item.externalId);
      }
    }
    await expectAll(visitor, "tove", kept);
    expect(kept.items.size).toBeGreaterThan(75);
    expect(replaced.length).toBeGreaterThan(0);
    const edits = replaced.map((id) => kept.items.get(id)?.editedAt ?? null);
    expect(edits).not.toContain(null);
  });

  it("that is cut short begins again from the same newest post", async () => {
    const { visitor, step, walk } = await meet(60, { lives: true });
    const first = await walk();
    visitor.machine.time += 3 * 3_600_000;
    await visitor.fault("no_data_page");
    const half = await step(first.cursor);
    expect(half).toMatchObject({ items: [], more: true, unchanged: false });
    const rest = await walk({ ...first, cursor: half.cursor });
    await expectAll(visitor, "tove", rest);
    const sinceIds = new Set(rest.asked.map((query) => query.get("since_id")));
    expect(sinceIds.size).toBe(1);
  });
});

describe("whom it reads", () => {
  it("is asked for once, when connecting", async () => {
    const { visitor, account, walk } = await meet(120);
    await walk();
    await walk(await walk());
    expect(visitor.asked.some((url) => url.pathname.endsWith("/users/me"))).toBe(false);
    expect(account).toEqual({
      externalId: expect.stringMatching(/^\d{10}$/),
      handle: "tove",
      displayName: "Tove Lind",
      url: "https://x.com/tove",
      email: null,
    });
  });

  it("may be protected: then all is private", async () => {
    const { visitor, walk } = await meet(120);
    await visitor.fault("protected");
    const first = await walk();
    expect([...first.items.values()].every((item) => item.isPrivate)).toBe(true);
    await expectAll(visitor, "tove", first);
  });

  it("may become protected, and open again: what is held follows, and is not read again", async () => {
    const { visitor, walk } = await meet(60, { lives: true });
    let kept = await walk();
    expect(kept.pages.map((page) => page.isPrivate)).toEqual([false]);
    for (const isProtected of [true, false]) {
      if (isProtected) await visitor.fault("protected");
      else await visitor.calm();
      const told: (boolean | undefined)[] = [];
      for (let check = 0; check < 36; check += 1) {
        visitor.machine.time += 10 * 60_000;
        kept = await walk(kept);
        told.push(...kept.pages.map((page) => page.isPrivate));
        expect(kept.asked.every((query) => query.has("since_id"))).toBe(true);
      }
      expect(told.filter((one) => one !== undefined)).toEqual([isProtected]);
      await expectAll(visitor, "tove", kept);
    }
  });

  it("is told by a page, with the name of today", async () => {
    const account = { externalId: "7", handle: "old", displayName: "Old", url: null, email: null };
    const page = await pageOf(account, {
      data: [{ id: "1657084352439259789", text: "hello", author_id: "7" }],
      includes: { users: [{ id: "7", username: "new_name", name: "New" }] },
    });
    expect(page.account).toMatchObject({ handle: "new_name", displayName: "New", externalId: "7" });
  });

  it.each([
    ["suspended", "suspended", ["forbidden", "forbidden"], "suspended"],
    ["refused to the app", "client_forbidden", ["forbidden", "bad_response"], "project"],
    ["not to be read with this token", "scope", ["forbidden", "forbidden"], "permission"],
    ["out of reach: the token ended", "revoked", ["unauthorised", "unauthorised"], null],
  ])("may be %s", async (_name, fault, kinds, told) => {
    const { visitor, http, step } = await meet(120);
    await visitor.fault(fault);
    for (const [at, ask] of [() => step(null), () => twitter.identify(http, {})].entries()) {
      const error = await ask().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(PlatformError);
      if (!(error instanceof PlatformError)) return;
      expect(error.kind).toBe(kinds[at]);
      expect(error.told ?? "").toContain(told ?? "");
    }
  });
});

describe("limits", () => {
  it("of requests are waited for until they are lifted", async () => {
    const { visitor, step } = await meet(120);
    await visitor.fault("limit", { endpoint: "tweets", limit: 1 });
    await step(null);
    const error = await step(null).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      kind: "rate_limited",
      retryAt: visitor.machine.time + 15 * 60_000,
    });
    visitor.machine.time += 15 * 60_000;
    expect((await step(null)).items.length).toBe(100);
  });
});

async function pageOf(account: PlatformAccount, body: unknown): Promise<Page> {
  const http = createHttp({
    fetch: async () => Response.json(body),
    upstreamOrigin: null,
    hosts: ["api.x.com"],
    authorization: null,
    now: () => 0,
  });
  return await twitter.fetchPage({
    http,
    account,
    includePrivate: false,
    cursor: null,
    now: 0,
    failures: 0,
  });
}
