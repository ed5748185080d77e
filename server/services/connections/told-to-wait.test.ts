import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import { getConnection } from "./get-connection.ts";
import { keepGrant } from "./keep-grant.ts";
import { pauseConnection } from "./pause-connection.ts";
import { resumeConnection } from "./resume-connection.ts";
import { syncNow } from "./sync-now.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 20, 9);

let asked: number;
let answer: () => void;
let ctx: Context;
let ines: Actor;
let id: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NINE });
  asked = 0;
  ctx = contextWith(
    fakePlatform({
      fetchPage: async () => {
        asked += 1;
        answer();
        return testPage({ unchanged: true, raw: null });
      },
    }),
  );
  ines = await testPerson(ctx, "Ines");
  const given = { platform: "fake", externalId: "ines", accessTokenSealed: "" };
  ({ id } = await testConnection(ctx, ines, given));
});

const run = () => syncConnection(ctx, { id, trigger: "cron", maxRequests: 40, maxQueries: 48 });

async function reconnect(): Promise<void> {
  const [platform] = ctx.platforms;
  if (!platform) throw new Error("There is no platform.");
  await keepGrant(ctx, platform, {
    userId: ines.userId,
    account: { externalId: "ines", handle: "ines", displayName: null, url: null, email: null },
    tokens: { accessToken: "", refreshToken: null, expiresIn: null, grantEndsIn: null, scopes: [] },
    includePrivate: false,
    clientId: null,
  });
}

async function pauseAndResume(): Promise<Connection> {
  await pauseConnection(ctx, ines, id);
  return await resumeConnection(ctx, ines, id);
}

describe.each<["rate_limited" | "unavailable", number]>([
  ["rate_limited", 429],
  ["unavailable", 503],
])("a platform that said when it may be asked again (%s)", (kind, status) => {
  beforeEach(async () => {
    answer = () => {
      throw new PlatformError(kind, "Wait.", { status, retryAt: NINE + 6 * HOUR });
    };
    await run();
    expect(asked).toBe(1);
  });

  it("is not asked sooner because its connection is paused and resumed", async () => {
    for (let time = 0; time < 5; time += 1) {
      vi.setSystemTime(Date.now() + 2 * MINUTE);
      const resumed = await pauseAndResume();
      expect(resumed).toMatchObject({ status: "active", problem: { action: "wait" } });
      expect(Date.parse(resumed.nextCheckAt ?? "")).toBeGreaterThanOrEqual(NINE + 6 * HOUR);
      expect(resumed.problem?.message).toMatch(/^Fake asked us to wait\./);
    }
    expect(asked).toBe(1);
  });

  it("nor because it is connected anew, nor because somebody is in a hurry", async () => {
    await reconnect();
    vi.setSystemTime(Date.now() + 2 * MINUTE);
    await expect(syncNow(ctx, ines, id)).rejects.toMatchObject({ code: "LIMITED" });
    expect(asked).toBe(1);
    expect(await getConnection(ctx, ines, id)).toMatchObject({ problem: { action: "wait" } });
  });

  it("is asked once the time has come", async () => {
    await pauseAndResume();
    answer = () => undefined;
    vi.setSystemTime(NINE + 6 * HOUR + 6 * MINUTE);
    expect(await run()).toMatchObject({ kind: "unchanged" });
    expect(await getConnection(ctx, ines, id)).toMatchObject({ problem: null });
  });
});

it("a platform that is merely down is asked again by whoever resumes or is in a hurry", async () => {
  answer = () => {
    throw new PlatformError("unavailable", "Down.", { status: 503 });
  };
  await run();
  await pauseAndResume();
  vi.setSystemTime(Date.now() + 2 * MINUTE);
  await syncNow(ctx, ines, id);
  expect(asked).toBe(3);
});
