import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { createContext } from "../context.ts";
import type { Context } from "../context.ts";
import type { OAuthDefinition, Platform } from "../platforms/platform.ts";
import { tokenPlace } from "../services/access/token.ts";
import { syncConnection } from "../services/sync/sync-connection.ts";
import type { SyncOutcome } from "../services/sync/sync-connection.ts";
import type { ConnectionRow } from "../store/connections.ts";
import { fakePlatform, testPage } from "./fake-platform.ts";
import { testBindings, testConnection, testContext, testPerson } from "./test-context.ts";

const HOST = "https://api.fake.example";
const REVOKE = { method: "POST", url: `${HOST}/revoke`, body: "form", basic: true } as const;
export const START = Date.UTC(2026, 10, 22, 9);
export const MINUTE = 60_000;

/** One connection, a platform whose tokens last an hour, and a clock that moves when it is told to. */
export interface RenewalScene {
  readonly ctx: Context;
  readonly platform: Platform;
  readonly clock: { now: number };
  /** The refresh tokens that the token endpoint was shown. */
  readonly shown: string[];
  /** The tokens that were ended at the platform, as they were shown to it. */
  readonly ended: string[];
  /** The access tokens that open something. */
  readonly good: Set<string>;
  /** What stands between the token endpoint and the asker; `give` is what the endpoint does. */
  onToken(act: (give: () => Response) => Promise<Response> | Response): void;
  /** What happens before a page is answered; a response of its own is the answer. */
  onPage(act: (token: string) => Promise<Response | void> | Response | void): void;
  sync(): Promise<SyncOutcome>;
  row(): Promise<ConnectionRow>;
  /** The tokens in the row, opened. */
  tokens(): Promise<{ access: string; refresh: string | null }>;
  /** As a change of its settings does: whoever holds the connection writes nothing more. */
  raiseFence(): Promise<void>;
  /** From now on the process does nothing more: no write of it arrives. Ends with `revive`. */
  die(): void;
  revive(): void;
}

export async function renewalScene(
  refresh: OAuthDefinition["refresh"],
  tokenEndsIn = -MINUTE,
): Promise<RenewalScene> {
  const clock = { now: START };
  const shown: string[] = [];
  const ended: string[] = [];
  const good = new Set(tokenEndsIn > 0 ? ["access-1"] : []);
  let given = 1;
  let isEnded = false;
  let onToken: Parameters<RenewalScene["onToken"]>[0] = (give) => give();
  let onPage: Parameters<RenewalScene["onPage"]>[0] = () => undefined;

  const give = (refreshToken: string): Response => {
    const isReplay = refresh === "rotating" && refreshToken !== `refresh-${given}`;
    isEnded ||= isReplay;
    if (isEnded) return Response.json({ error: "invalid_grant" }, { status: 400 });
    given += 1;
    if (refresh === "rotating") good.clear();
    good.add(`access-${given}`);
    return Response.json({
      access_token: `access-${given}`,
      expires_in: 3600,
      ...(refresh === "rotating" ? { refresh_token: `refresh-${given}` } : {}),
    });
  };
  const answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { url, headers } = new Request(input, init);
    if (url.endsWith("/token")) {
      const token = new URLSearchParams(String(init?.body)).get("refresh_token") ?? "";
      shown.push(token);
      return await onToken(() => give(token));
    }
    if (url.endsWith("/revoke")) {
      ended.push(new URLSearchParams(String(init?.body)).get("token") ?? "");
      return new Response("");
    }
    const token = headers.get("authorization")?.replace("Bearer ", "") ?? "";
    const own = url.endsWith("/list") ? await onPage(token) : undefined;
    const isGood = good.has(token) && !isEnded;
    return own ?? Response.json([], { status: isGood ? 200 : 401 });
  };

  const platform = renewablePlatform(refresh);
  const { config } = testContext({
    MEDIA_FAKE_CLIENT_ID: "id",
    MEDIA_FAKE_CLIENT_SECRET: "secret",
  });
  const outside = { now: () => clock.now, random: () => 0.5, fetch: answer };
  const ctx: Context = {
    ...createContext(testBindings(), config, outside),
    platforms: [platform],
    fork: () => ctx,
  };
  const id = "connection-1";
  const seal = (token: string, column: Parameters<typeof tokenPlace>[1]): Promise<string> =>
    ctx.vault.seal(token, tokenPlace(id, column));
  const person = await testPerson(ctx, "mira");
  await testConnection(ctx, person, {
    id,
    platform: "fake",
    accessTokenSealed: await seal("access-1", "access_token_sealed"),
    refreshTokenSealed: await seal("refresh-1", "refresh_token_sealed"),
    tokenExpiresAt: START + tokenEndsIn,
  });

  const row = async (): Promise<ConnectionRow> => {
    const found = await ctx.db.query.accounts.findFirst();
    if (!found) throw new Error("The connection is gone.");
    return found;
  };
  return {
    ctx,
    platform,
    clock,
    shown,
    ended,
    good,
    onToken: (act) => void (onToken = act),
    onPage: (act) => void (onPage = act),
    sync: async () => {
      await env.DB.prepare("UPDATE media_accounts SET next_sync_at = 0").run();
      return await syncConnection(ctx, {
        id,
        trigger: "cron",
        maxRequests: 9999,
        maxQueries: 9999,
      });
    },
    row,
    tokens: async () => {
      const { accessTokenSealed, refreshTokenSealed } = await row();
      return {
        access: await ctx.vault.open(accessTokenSealed, tokenPlace(id, "access_token_sealed")),
        refresh:
          refreshTokenSealed &&
          (await ctx.vault.open(refreshTokenSealed, tokenPlace(id, "refresh_token_sealed"))),
      };
    },
    raiseFence: async () => {
      await env.DB.prepare(
        "UPDATE media_accounts SET fence = fence + 1, lease_owner = NULL, lease_expires_at = NULL",
      ).run();
    },
    die: () => {
      vi.spyOn(env.DB, "prepare").mockImplementation(() => {
        throw new Error("The process has died.");
      });
    },
    revive: () => void vi.restoreAllMocks(),
  };
}

function renewablePlatform(refresh: OAuthDefinition["refresh"]): Platform {
  return fakePlatform({
    hosts: [new URL(HOST).host],
    connect: {
      type: "oauth",
      authorizeUrl: `${HOST}/authorize`,
      tokenUrl: `${HOST}/token`,
      clientAuth: "body",
      pkce: false,
      scopeSeparator: " ",
      scopes: ["read"],
      requiredScopes: [],
      privateAccess: null,
      authorizeParams: {},
      tokenErrors: {},
      refresh,
      revoke: { token: REVOKE, grant: REVOKE },
      ownApp: { url: `${HOST}/apps`, steps: ["Make one."] },
    },
    identify: async (http) => {
      await http.send({ url: `${HOST}/me` });
      return { externalId: "1", handle: "mira", displayName: null, url: null, email: null };
    },
    fetchPage: async ({ http }) => {
      await http.send({ url: `${HOST}/list` });
      return testPage({ raw: null, unchanged: true });
    },
  });
}
