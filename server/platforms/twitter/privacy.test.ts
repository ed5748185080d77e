import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import type { Page, PlatformAccount } from "../page.ts";
import { mapAnswer } from "./map.ts";
import { fetchPage } from "./walk.ts";

const NOW = Date.UTC(2026, 10, 22);

const account: PlatformAccount = {
  externalId: "7",
  handle: "ineshal",
  displayName: null,
  url: null,
  email: null,
};
const own = { id: "7", username: "ineshal" };
const other = { id: "2", username: "tomasz_w", protected: false };

const bodyWith = (users: readonly object[]) => ({
  data: [{ id: "1657084352439259789", text: "hello", author_id: "7" }],
  includes: { users: [other, ...users] },
});

describe("a kept answer", () => {
  it.each([
    ["tells: protected", { ...own, protected: true }, { private: false }, true],
    ["tells: not protected", { ...own, protected: false }, { private: true }, false],
    ["does not tell, it was not protected", own, { private: false }, false],
    ["misses the account, it was not protected", {}, { private: false }, false],
    ["misses the account, it was protected", {}, { private: true }, true],
    ["misses the account, nothing was known", {}, undefined, true],
    ["does not tell, nonsense was known", own, { private: "no" }, true],
  ])("%s", (_name, user, context, isPrivate) => {
    const body = JSON.stringify(bodyWith([user]));
    const raw = { endpoint: "posts", url: "https://api.x.com/2/x", body };
    const items = mapAnswer({ ...raw, ...(context ? { context } : {}) }, account);
    expect(items.map((item) => item.isPrivate)).toEqual([isPrivate]);
  });
});

describe("a walk", () => {
  it("goes by what was last told, by nothing told keeps it private, and says what changed", async () => {
    let cursor: unknown = null;
    const seen: unknown[] = [];
    for (const told of [null, false, null, true, null, true, false]) {
      const page = await ask(told === null ? [] : [{ ...own, protected: told }], cursor);
      cursor = JSON.parse(JSON.stringify(page.cursor));
      expect(page.raw?.context).toEqual({ private: page.items[0]?.isPrivate });
      seen.push([page.items[0]?.isPrivate, page.isPrivate]);
    }
    expect(seen).toEqual([
      [true, undefined],
      [false, false],
      [false, undefined],
      [true, true],
      [true, undefined],
      [true, undefined],
      [false, false],
    ]);
  });

  it("goes on from a cursor that knows nothing of it, and reads nothing again", async () => {
    const { isPrivate: _unknown, ...older } = (await ask([], null)).cursor as object & {
      isPrivate: unknown;
    };
    const page = await ask([{ ...own, protected: true }], older);
    expect(page).toMatchObject({ isPrivate: true, cursor: { ...older, isPrivate: true } });
    expect(page.raw?.url).toContain("since_id=");
  });
});

async function ask(users: readonly object[], cursor: unknown): Promise<Page> {
  const http = createHttp({
    fetch: async () => Response.json(bodyWith(users)),
    upstreamOrigin: null,
    hosts: ["api.x.com"],
    authorization: null,
    now: () => NOW,
  });
  return await fetchPage({ http, account, includePrivate: false, cursor, now: NOW, failures: 0 });
}
