import { createHttp } from "../platforms/http.ts";
import type { Page, PlatformAccount, PlatformItem } from "../platforms/page.ts";
import { exchangeCode } from "../oauth/flow.ts";
import type { TokenSet } from "../oauth/flow.ts";
import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";
import { youtube } from "../platforms/youtube/index.ts";
import { createStandIn } from "../platforms/youtube/sandbox/index.ts";

/** Somebody who talks to YouTube's stand-in over HTTP, and what a store would hold of it. */

const SEAM = "http://localhost:8787/sandbox";
export const REDIRECT = "http://localhost:8787/media/api/auth/youtube/callback";
export const CLIENT = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };
export const SCOPE = "https://www.googleapis.com/auth/youtube.readonly";
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const TOKEN_LIFE = 50 * MINUTE;

export interface Held {
  readonly kind: string;
  readonly external_id: string;
  readonly occurred_at: string;
  readonly private: boolean;
}

export function visit(time = Date.UTC(2026, 10, 22, 9)) {
  const clock = { now: time };
  const asked: string[] = [];
  const wire = { ignoresEtags: false, lastStatus: 0 };
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: () => clock.now,
    publicOrigin: SEAM,
    standIns: [createStandIn()],
  });
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    sandbox.fetch(new Request(`${SEAM}${path}`, { redirect: "manual", ...init }));
  const tell = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const http = (authorization: string | null) =>
    createHttp({
      fetch: async (url, init) => {
        asked.push(String(url).replace(`${SEAM}/`, "https://"));
        const request = new Request(String(url), init);
        if (wire.ignoresEtags) request.headers.delete("if-none-match");
        const answer = await sandbox.fetch(request);
        wire.lastStatus = answer.status;
        return answer;
      },
      upstreamOrigin: SEAM,
      hosts: youtube.hosts,
      isRateLimit: youtube.isRateLimit,
      authorization,
      now: () => clock.now,
    });
  const consent = async (params: Readonly<Record<string, string>>): Promise<URL> => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: CLIENT.clientId,
      redirect_uri: REDIRECT,
      state: "a state",
      scope: SCOPE,
      access_type: "offline",
      sandbox_decision: "approve",
      ...params,
    });
    const answer = await call(`/accounts.google.com/o/oauth2/v2/auth?${query.toString()}`);
    return new URL(answer.headers.get("location") ?? "about:blank");
  };
  const trade = async (params: Readonly<Record<string, string>>): Promise<TokenSet> => {
    const code = (await consent(params)).searchParams.get("code") ?? "";
    if (youtube.connect.type !== "oauth") throw new Error("YouTube is connected by OAuth.");
    const request = { client: CLIENT, redirectUri: REDIRECT, code, verifier: "" };
    return exchangeCode(http(null), youtube.connect, request);
  };
  return {
    clock,
    asked,
    wire,
    call,
    http,
    consent,
    trade,
    person: (login: string, items: number, more: object = {}) =>
      tell("/people", { name: login, login, items, lives: false, ...more }),
    fault: (fault: string, more: object = {}) =>
      tell("/faults", { platform: "youtube", fault, ...more }),
    calm: () => call("/faults", { method: "DELETE" }),
    inventory: async (login: string): Promise<Held[]> =>
      (await call(`/inventory?person=${login}&platform=youtube&private=1`)).json(),
  };
}

export type Visit = ReturnType<typeof visit>;

/** The account connected, and walked as the engine does. */
export async function walkFor(visitor: Visit, login: string) {
  const connect = async () => {
    const { accessToken } = await visitor.trade({ sandbox_login: login });
    return { http: visitor.http(`Bearer ${accessToken}`), until: visitor.clock.now + TOKEN_LIFE };
  };
  let access = await connect();
  const account: PlatformAccount = await youtube.identify(access.http, {});
  const items = new Map<string, PlatformItem>();
  const gone = new Set<string>();
  let cursor: unknown = null;
  return {
    account,
    items,
    gone,
    /** One page; a failure is thrown and leaves the cursor where it was. */
    async page(failures = 0): Promise<Page> {
      const { now } = visitor.clock;
      if (now >= access.until) access = await connect();
      const { http } = access;
      const request = { http, account, includePrivate: true, cursor, now, failures };
      const page = await youtube.fetchPage(request);
      cursor = JSON.parse(JSON.stringify(page.cursor));
      for (const id of page.gone ?? []) {
        items.delete(id);
        gone.add(id);
      }
      for (const item of page.items) {
        if (page.gone?.includes(item.externalId)) throw new Error(`${item.externalId} is gone.`);
        const isPoorer = item.isSecondary && items.get(item.externalId)?.isSecondary === false;
        if (!isPoorer) items.set(item.externalId, item);
      }
      return page;
    },
    /** Until it is up to date; the requests that it took. */
    async check(): Promise<{ pages: Page[]; asked: string[] }> {
      visitor.asked.length = 0;
      const pages: Page[] = [];
      do pages.push(await this.page());
      while (pages.at(-1)?.more);
      return { pages, asked: visitor.asked.filter((url) => url.includes("/youtube/v3/")) };
    },
    held: (): string[][] =>
      [...items.values()]
        .map((item) => [
          item.kind,
          item.externalId,
          new Date(item.occurredAt).toISOString(),
          String(item.isPrivate),
        ])
        .toSorted(),
  };
}

export function toRows(held: readonly Held[]): string[][] {
  return held
    .map((one) => [one.kind, one.external_id, one.occurred_at, String(one.private)])
    .toSorted();
}
