import { keepPage } from "./keep-page.ts";
import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";
import { createHttp } from "../platforms/http.ts";
import type { PlatformHttp } from "../platforms/http.ts";
import type { Page, PlatformItem } from "../platforms/page.ts";
import { authorizeUrl, exchangeCode, refreshTokens } from "../oauth/flow.ts";
import type { TokenSet } from "../oauth/flow.ts";
import { reddit } from "../platforms/reddit/index.ts";

const SEAM = "http://localhost:8787/sandbox";
const REDIRECT = "http://localhost:8787/media/api/auth/reddit/callback";
export const CLIENT = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };

const HOUR = 3_600_000;

interface Given {
  login?: string;
  items?: number;
  lives?: boolean;
  inOneMoment?: boolean;
  includePrivate?: boolean;
  scopes?: readonly string[];
  /** Every so many requests one is lost. */
  failEvery?: number;
  /** A working day at which a history has its full size. */
  at?: number;
}

interface Held {
  kind: string;
  external_id: string;
  occurred_at: string;
  private: boolean;
}

export type Oauth = Exclude<typeof reddit.connect, { type: "input" }>;

export function oauthOfReddit(): Oauth {
  if (reddit.connect.type !== "oauth") throw new Error("Reddit is connected by OAuth.");
  return reddit.connect;
}

/** For tests: a sandbox of one's own, somebody in it, and the walk as the engine would do it. */
export async function openRedditAccount(given: Given = {}) {
  const { login = "tovelind", items = 600, lives = false, inOneMoment = false } = given;
  const { includePrivate = false, failEvery } = given;
  let now = given.at ?? Date.UTC(2026, 10, 22, 9);
  let asked = 0;
  /** What becomes of answers on their way. */
  const wire: { alter: ((url: string, body: string) => string) | null } = { alter: null };
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: () => now,
    publicOrigin: SEAM,
  });
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(new Request(`${SEAM}${path}`, init));
  const control = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await control("/people", { name: "Tove Lind", login, items, lives, inOneMoment });

  const client = (authorization: string | null): PlatformHttp =>
    createHttp({
      fetch: async (url, init) => {
        asked += 1;
        if (failEvery && asked % failEvery === 0) throw new TypeError("connection reset");
        const answer = await sandbox.fetch(new Request(String(url), init));
        const { alter } = wire;
        return alter ? new Response(alter(String(url), await answer.text()), answer) : answer;
      },
      upstreamOrigin: SEAM,
      hosts: reddit.hosts,
      userAgent: reddit.userAgent,
      authorization,
      now: () => now,
    });

  const authorize = async (params: Record<string, string> = {}): Promise<URL> => {
    const page = new URL(
      await authorizeUrl(oauthOfReddit(), {
        client: CLIENT,
        redirectUri: REDIRECT,
        state: "a state",
        verifier: "none",
        scopes: given.scopes ?? oauthOfReddit().scopes,
      }),
    );
    const answers = { sandbox_decision: "approve", sandbox_login: login, ...params };
    for (const [name, value] of Object.entries(answers)) page.searchParams.set(name, value);
    const answer = await call(`/${page.host}${page.pathname}${page.search}`, {
      redirect: "manual",
    });
    return new URL(answer.headers.get("location") ?? "about:blank");
  };
  const exchange = (code: string): Promise<TokenSet> =>
    exchangeCode(client(null), oauthOfReddit(), {
      client: CLIENT,
      redirectUri: REDIRECT,
      code,
      verifier: "none",
    });
  const signIn = async (): Promise<TokenSet> =>
    exchange((await authorize()).searchParams.get("code") ?? "");

  const tokens = await signIn();
  let http = client(`Bearer ${tokens.accessToken}`);
  let expiresAt = now + HOUR;
  const account = {
    externalId: "1",
    handle: login,
    displayName: null,
    url: null,
    email: null,
  };
  const known = new Map<string, PlatformItem>();
  let cursor: unknown = null;
  let failures = 0;

  const refresh = async (refreshToken: string): Promise<TokenSet> => {
    const renewed = await refreshTokens(client(null), oauthOfReddit(), {
      client: CLIENT,
      refreshToken,
    });
    http = client(`Bearer ${renewed.accessToken}`);
    expiresAt = now + HOUR;
    return renewed;
  };
  const nextPage = async (): Promise<Page> => {
    const page = await reddit.fetchPage({ http, account, includePrivate, cursor, now, failures });
    cursor = JSON.parse(JSON.stringify(page.cursor));
    keepPage(known, page);
    return page;
  };

  return {
    known,
    account,
    tokens,
    call,
    control,
    client,
    authorize,
    exchange,
    nextPage,
    wire,
    http: () => http,
    now: () => now,
    wait: (ms: number) => void (now += ms),
    refresh,
    fault: (fault: string, more: Record<string, unknown> = {}) =>
      control("/faults", { platform: "reddit", fault, ...more }),
    healed: () => call("/faults", { method: "DELETE" }),
    /** Calls until it is up to date; the pages, and how many requests they took. */
    async check(): Promise<{ pages: Page[]; requests: number }> {
      if (now >= expiresAt) await refresh(tokens.refreshToken ?? "");
      asked = 0;
      const pages: Page[] = [];
      for (;;) {
        try {
          pages.push(await nextPage());
          failures = 0;
        } catch (error) {
          failures += 1;
          if (failEvery === undefined || failures > 5) throw error;
          continue;
        }
        if (pages.at(-1)?.more !== true) return { pages, requests: asked };
      }
    },
    async inventory(): Promise<Map<string, Held>> {
      const query = `platform=reddit&person=${login}&private=${includePrivate ? 1 : 0}`;
      const held = await (await call(`/inventory?${query}`)).json<Held[]>();
      return new Map(held.map((one) => [one.external_id, one]));
    },
  };
}
