import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import { reddit } from "./index.ts";
import { openRedditAccount } from "../../testing/reddit-account.ts";

type Opened = Awaited<ReturnType<typeof openRedditAccount>>;

async function failureOf(promise: Promise<unknown>): Promise<PlatformError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof PlatformError) return error;
  throw new Error(`It did not fail as a platform does: ${String(error)}`);
}

const checked = (opened: Opened): Promise<PlatformError> => failureOf(opened.check());
const identified = (opened: Opened): Promise<PlatformError> =>
  failureOf(reddit.identify(opened.http(), {}));

describe("an account", () => {
  it("is known by its number, and called as it is", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    const account = await reddit.identify(opened.http(), {});
    expect(account).toEqual({
      externalId: expect.stringMatching(/^[0-9a-z]{5,7}$/),
      handle: "ineshal",
      displayName: "Ines Halvorsen",
      url: "https://www.reddit.com/user/ineshal",
      email: null,
    });
  });

  it("that is suspended may not be read, and the person is told", async () => {
    const opened = await openRedditAccount();
    await opened.fault("suspended");
    for (const failure of [await checked(opened), await identified(opened)]) {
      expect(failure.kind).toBe("forbidden");
      expect(failure.told).toBe(
        "Reddit does not let u/tovelind be read: the account is suspended there. Only Reddit can lift that.",
      );
    }
    await opened.healed();
    await opened.check();
    expect(opened.known.size).toBe((await opened.inventory()).size);
  });

  it("that is deleted is not there any more", async () => {
    const opened = await openRedditAccount();
    await opened.fault("deleted_account");
    const failure = await checked(opened);
    expect([failure.kind, failure.told]).toEqual([
      "not_found",
      "Reddit has no account u/tovelind any more: it was deleted.",
    ]);
    expect((await identified(opened)).kind).toBe("unauthorised");
  });

  it("whose history was not granted is told what to tick", async () => {
    const opened = await openRedditAccount({ scopes: ["identity", "read"] });
    const failure = await checked(opened);
    expect(failure.kind).toBe("forbidden");
    expect(failure.told).toContain("leave every permission ticked");
    expect((await reddit.identify(opened.http(), {})).handle).toBe("tovelind");
  });
});

describe("a failure", () => {
  it.each([
    ["forbidden", {}, "forbidden"],
    ["blocked", {}, "bad_response"],
    ["revoked", {}, "unauthorised"],
    ["not_found", {}, "not_found"],
    ["server_error", { status: 503 }, "unavailable"],
    ["server_error", { status: 520 }, "unavailable"],
    ["status", { status: 522, body: "html" }, "unavailable"],
    ["truncated", {}, "bad_response"],
    ["wrong_types", {}, "bad_response"],
    ["empty", {}, "bad_response"],
  ])("%s %j is %s", async (fault, more, kind) => {
    const opened = await openRedditAccount();
    await opened.fault(fault, { endpoint: "overview", count: 1, ...more });
    expect((await checked(opened)).kind).toBe(kind);
    await opened.check();
    expect(opened.known.size).toBe((await opened.inventory()).size);
  });

  it("blocked is not held against the account", async () => {
    const opened = await openRedditAccount();
    await opened.fault("blocked");
    expect((await checked(opened)).told).toContain("blocks the requests of this server");
  });

  it.each([
    ["too_many", { body: "html", retry_after: 4 }, 4],
    ["too_many", { body: "html" }, 60],
    ["too_many", { body: "json" }, 60],
    ["too_many", { body: "json", retry_after: 90 }, 90],
    ["rate_limited", { reset_after: 244 }, 244],
  ])("%s %j is waited for", async (fault, more, seconds) => {
    const opened = await openRedditAccount();
    await opened.fault(fault, { endpoint: "comments", ...more });
    const failure = await checked(opened);
    expect(failure.kind).toBe("rate_limited");
    expect(failure.retryAt).toBe(opened.now() + seconds * 1000);
  });

  it("half-way loses nothing and doubles nothing", async () => {
    const opened = await openRedditAccount({ login: "ineshal" });
    await opened.fault("server_error", { endpoint: "comments", after: 3, count: 2 });
    await checked(opened);
    await checked(opened);
    await opened.check();
    expect([...opened.known.keys()].toSorted()).toEqual(
      [...(await opened.inventory()).keys()].toSorted(),
    );
  });
});
