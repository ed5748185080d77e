import { describe, expect, it } from "vitest";
import { visitAccount } from "../../testing/visit-account.ts";
import { bluesky } from "./index.ts";
import { createStandIn } from "./sandbox/index.ts";

const visit = (given: { login?: string; items?: number; lives?: boolean } = {}) =>
  visitAccount(bluesky, createStandIn(), { login: "tovelind", ...given });
const DAY = 24 * 60;

describe("Bluesky's walk", () => {
  it("finds all of her, and nothing twice", async () => {
    const { check, found, held } = await visit({ login: "ineshal" });
    const { pages } = await check();
    expect(found()).toEqual(await held());
    expect(found().length).toBeGreaterThan(1200);
    expect(pages.flatMap(({ items }) => items)).toHaveLength(found().length);
  });

  it("keeps up with what is posted, deleted and taken back", async () => {
    const { check, found, held, wait } = await visit();
    await check();
    const before = found().length;
    for (let checks = 0; checks < 40; checks += 1) {
      wait(5);
      await check();
      expect(found()).toEqual(await held());
    }
    expect(found().length).toBeGreaterThan(before + 10);
  });

  it("sees once a day what has gone further back", async () => {
    const { check, found, held, wait } = await visit({ lives: false });
    const before = [...(await check()).items.keys()];
    wait(40 * DAY);
    const { items } = await check();
    expect(found()).toEqual(await held());
    expect(before.filter((id) => !items.has(id)).length).toBeGreaterThan(0);
  });

  it("asks once, and conditionally, where nothing is new", async () => {
    const { check, wait } = await visit({ lives: false });
    wait(4 * DAY);
    await check();
    // The end of what is there is asked for once more.
    wait(90);
    await check();
    for (let checks = 0; checks < 3; checks += 1) {
      wait(5);
      const { requests, pages } = await check();
      expect(requests).toBe(1);
      expect(pages).toMatchObject([{ unchanged: true, raw: null, complete: true }]);
    }
  });

  it("starts over where its place is not understood any more", async () => {
    const { check, http, account } = await visit();
    const { cursor, items } = await check();
    const damaged = JSON.parse(JSON.stringify(cursor)) as {
      isIdle: boolean;
      lists: { posts: Record<string, unknown> };
    };
    damaged.isIdle = false;
    damaged.lists.posts["back"] = { position: "nonsense", pages: 1 };
    const now = Number(damaged.lists.posts["headAt"]);
    const request = { http, account, includePrivate: false, cursor: damaged, now };
    const ask = (failures: number) => bluesky.fetchPage({ ...request, failures });
    await expect(ask(0)).rejects.toMatchObject({ kind: "unavailable" });
    expect((await ask(3)).items).toHaveLength(Math.min(100, items.size));
  });

  it("tells the new name of an account that was renamed", async () => {
    const { account, breakIt, check, wait } = await visit();
    expect((await check()).pages[0]?.account).toBeUndefined();
    await breakIt("renamed");
    wait(5);
    expect((await check()).pages[0]?.account).toMatchObject({
      externalId: account.externalId,
      handle: "tovelind.renamed.example",
    });
  });
});

describe("who is asked for", () => {
  it("is told when there is nobody", async () => {
    const { identify } = await visit();
    await expect(identify({ handle: "nobody.bsky.example" })).rejects.toMatchObject({
      kind: "not_found",
      told: "There is no Bluesky account called nobody.bsky.example.",
    });
  });

  it("is told when an account that was read is there no more", async () => {
    const { breakIt, check } = await visit();
    await breakIt("not_found");
    await expect(check()).rejects.toMatchObject({
      kind: "not_found",
      told: "Bluesky no longer knows the account tovelind.bsky.example. What was gathered is kept.",
    });
  });

  it.each([
    ["deactivated", /is deactivated/],
    ["suspended", /has suspended the account/],
    ["blocked", /is blocked/],
  ])("is told when the account is %s, when connecting and later", async (fault, told) => {
    const { identify, breakIt, account, check } = await visit();
    await breakIt(fault);
    const refused = { kind: "forbidden", told: expect.stringMatching(told) };
    await expect(identify({ handle: account.handle })).rejects.toMatchObject(refused);
    await expect(check()).rejects.toMatchObject(refused);
  });

  it("is the account, by its handle or by its DID", async () => {
    const { identify, account } = await visit({ login: "ineshal" });
    expect(account).toEqual({
      externalId: expect.stringMatching(/^did:plc:[a-z2-7]{24}$/),
      handle: "ines.quayside.example",
      displayName: "Ines Halvorsen",
      url: "https://bsky.app/profile/ines.quayside.example",
      email: null,
    });
    expect(await identify({ handle: account.externalId })).toEqual(account);
  });
});
