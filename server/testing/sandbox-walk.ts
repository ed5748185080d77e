import { keepPage } from "./keep-page.ts";
import * as z from "zod";
import { createHttp } from "../platforms/http.ts";
import type { PlatformHttp } from "../platforms/http.ts";
import type { Page, PlatformAccount, PlatformItem } from "../platforms/page.ts";
import type { ConnectInput, Platform } from "../platforms/platform.ts";
import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";

const ORIGIN = "http://localhost:8787/sandbox";

const accounts = z.array(
  z.object({
    platform: z.string(),
    type: z.literal("input"),
    input: z.record(z.string(), z.string()),
  }),
);
const held = z.array(
  z.object({
    kind: z.string(),
    external_id: z.string(),
    occurred_at: z.string(),
    private: z.boolean(),
  }),
);

export interface WalkPerson {
  readonly login: string;
  readonly items: number;
  readonly lives?: boolean;
  readonly inOneMoment?: boolean;
}

/** A platform that is connected by input, against a whole sandbox of its own, with what a store would keep. */
export async function walkSandbox(
  platform: Platform,
  person: WalkPerson,
  options: { now?: number; input?: ConnectInput; includePrivate?: boolean } = {},
) {
  const { connect } = platform;
  if (connect.type !== "input") throw new Error(`${platform.name} is connected by OAuth.`);
  let now = options.now ?? Date.UTC(2026, 10, 22, 9);
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: () => now,
    publicOrigin: ORIGIN,
  });
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(new Request(`${ORIGIN}${path}`, init));
  const post = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await post("/people", { name: "Tove Lind", lives: false, ...person });
  const told = accounts.safeParse(
    (await (await call(`/accounts?person=${person.login}`)).json<{ platform: string }[]>()).filter(
      (one) => one.platform === platform.id,
    ),
  );
  const input = connect.schema.parse(options.input ?? told.data?.[0]?.input);
  const asked: { url: string; headers: Headers }[] = [];
  const http: PlatformHttp = createHttp({
    fetch: async (url, init) => {
      asked.push({
        url: String(url).slice(ORIGIN.length + 1),
        headers: new Headers(init?.headers),
      });
      return await sandbox.fetch(new Request(String(url), init));
    },
    upstreamOrigin: ORIGIN,
    hosts: platform.hosts,
    authorization: connect.authorization(input),
    now: () => now,
    timeoutMs: 2000,
  });
  const items = new Map<string, PlatformItem>();
  let cursor: unknown = null;

  return {
    http,
    input,
    items,
    asked,
    post,
    identify: (): Promise<PlatformAccount> => platform.identify(http, input),
    wait: (ms: number): void => {
      now += ms;
    },
    fault: (fault: Readonly<Record<string, unknown>>): Promise<Response> =>
      post("/faults", { platform: platform.id, ...fault }),
    clearFaults: (): Promise<Response> => call("/faults", { method: "DELETE" }),
    /** Calls until it is up to date. */
    async check(account: PlatformAccount): Promise<Page[]> {
      asked.length = 0;
      const { includePrivate = true } = options;
      const pages: Page[] = [];
      for (;;) {
        const page = await platform.fetchPage({
          http,
          account,
          includePrivate,
          cursor,
          now,
          failures: 0,
        });
        cursor = JSON.parse(JSON.stringify(page.cursor));
        pages.push(page);
        keepPage(items, page);
        if (!page.more) return pages;
      }
    },
    /** What the stand-in holds, and what was found: to be the same. */
    async compare(): Promise<{ held: unknown[]; found: unknown[] }> {
      const query = `platform=${platform.id}&person=${person.login}&private=1`;
      const inventory = held.parse(await (await call(`/inventory?${query}`)).json());
      return {
        held: inventory
          .map((one) => [one.external_id, one.kind, Date.parse(one.occurred_at), one.private])
          .toSorted(),
        found: [...items.values()]
          .map((one) => [one.externalId, one.kind, one.occurredAt, one.isPrivate])
          .toSorted(),
      };
    },
  };
}
