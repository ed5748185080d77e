import {
  createExecutionContext,
  createMessageBatch,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Connection } from "../../shared/connections.ts";
import type { Entry, TimelinePage } from "../../shared/timeline.ts";
import type { MediaBindings } from "../bindings.ts";
import worker from "../index.ts";
import { createSandbox } from "../sandbox/app.ts";
import type { SandboxAccount } from "../sandbox/platform-sandbox.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";

/** Where the tests' settings say the product and the sandbox are. */
export const ORIGIN = "http://localhost:8787";
const SANDBOX = [`${ORIGIN}/sandbox`, "http://127.0.0.1:8787/sandbox"];

export interface InventoryItem {
  readonly kind: string;
  readonly external_id: string;
  readonly occurred_at: string;
  readonly private: boolean;
}

/** The product's Worker, with a sandbox where the internet would be. */
export interface World {
  browser(): Browser;
  /** One of the sandbox's own addresses, below `/sandbox`. */
  control(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown>;
  /** A new person with a history of about so many items; `login` is also their id. */
  person(login: string, items: number): Promise<void>;
  inventory(person: string, platform?: string): Promise<InventoryItem[]>;
  /** How a person's account on a platform is connected. */
  account(person: string, platform: string): Promise<SandboxAccount>;
  /** How many requests platforms got since the last call. */
  requests(): Promise<number>;
}

export function openWorld(settings: Readonly<Record<string, string>> = {}): World {
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: () => Date.now(),
    publicOrigin: `${ORIGIN}/sandbox`,
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!SANDBOX.some((origin) => request.url.startsWith(`${origin}/`))) {
      throw new Error(`Nothing stands in for ${request.url}`);
    }
    return await sandbox.fetch(request);
  });
  const control: World["control"] = async (method, path, body) => {
    const response = await sandbox.fetch(
      new Request(`${ORIGIN}/sandbox${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      }),
    );
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : await response.json();
  };
  return {
    browser: () => createBrowser((request) => sandbox.fetch(request), { ...env, ...settings }),
    control,
    person: async (login, items) => {
      await control("POST", "/people", { name: login, login, items, lives: false });
    },
    inventory: async (person, platform = "github") =>
      (await control(
        "GET",
        `/inventory?person=${person}&platform=${platform}&private=1`,
      )) as InventoryItem[],
    account: async (person, platform) => {
      const accounts = await control("GET", `/accounts?person=${person}`);
      const found = (accounts as (SandboxAccount & { platform: string })[]).find(
        (one) => one.platform === platform,
      );
      if (!found) throw new Error(`The sandbox has no ${platform}.`);
      return found;
    },
    requests: async () => {
      const counts = (await control("GET", "/requests")) as Record<string, number>;
      await control("DELETE", "/requests");
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
  };
}

/** A browser with a cookie jar, as far as HTTP goes: it follows redirects between product and sandbox. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** One request, redirects not followed. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Follows redirects; answers the last response and where it was. */
  visit(path: string, init?: RequestInit): Promise<{ url: URL; response: Response }>;
  query<T>(procedure: string, input?: unknown): Promise<T>;
  mutate<T>(procedure: string, input?: unknown): Promise<T>;
  /** Through devpad's page, as this person of the sandbox. */
  signIn(person: string): Promise<void>;
  /** Through a platform's consent page, GitHub's unless another is named; where it ended. */
  connect(
    login: string,
    options?: {
      platform?: string;
      decision?: "approve" | "deny";
      includePrivate?: boolean;
      /** A permission that is left out. */
      untick?: string;
    },
  ): Promise<URL>;
}

/** What a procedure answered instead of a result. */
export class ProcedureError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = "ProcedureError";
    this.code = code;
    this.status = status;
  }
}

function createBrowser(
  toSandbox: (request: Request) => Promise<Response>,
  bindings: MediaBindings,
): Browser {
  const cookies = new Map<string, string>();

  const request: Browser["request"] = async (path, init = {}) => {
    const url = new URL(path, ORIGIN);
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has("cookie")) {
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const request = new Request(url, { redirect: "manual", ...init, headers });
    const response = url.pathname.startsWith("/sandbox/")
      ? await toSandbox(request)
      : await toWorker(request, bindings);
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    return response;
  };

  const visit: Browser["visit"] = async (path, init) => {
    let url = new URL(path, ORIGIN);
    let response = await request(url.href, init);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get("location");
      if (location === null) break;
      url = new URL(location, url);
      // Pages of the client are not the Worker's: the browser has arrived.
      const isOurs = url.pathname.startsWith("/media/") || url.pathname.startsWith("/sandbox/");
      if (!isOurs) break;
      response = await request(url.href);
    }
    return { url, response };
  };

  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await request(path, init);
    const answer: unknown = await response.json();
    const { result, error } = answer as {
      result?: { data: T };
      error?: { message: string; data?: { code?: string } };
    };
    if (result) return result.data;
    throw new ProcedureError(error?.data?.code ?? "", error?.message ?? "", response.status);
  };

  return {
    cookies,
    request,
    visit,
    query: (procedure, input) => {
      const search =
        input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return call(`/media/api/${procedure}${search}`, {});
    },
    mutate: (procedure, input) =>
      call(`/media/api/${procedure}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: ORIGIN },
        body: JSON.stringify(input ?? null),
      }),
    signIn: async (person) => {
      const login = await request("/media/api/auth/login?next=/timeline&zone=Europe/Berlin");
      const { url } = await visit(`${login.headers.get("location")}&sandbox_person=${person}`);
      if (url.pathname !== "/timeline") throw new Error(`Signing in ended at ${url.href}`);
    },
    connect: async (login, options = {}) => {
      const { platform = "github", decision = "approve", includePrivate = false } = options;
      const query = includePrivate ? "?private=1" : "";
      const start = await request(`/media/api/auth/${platform}${query}`, {
        headers: { "sec-fetch-site": "same-origin" },
      });
      const consent = new URL(start.headers.get("location") ?? "", ORIGIN);
      consent.searchParams.set("sandbox_decision", decision);
      consent.searchParams.set("sandbox_login", login);
      if (options.untick !== undefined) {
        consent.searchParams.set("sandbox_untick", options.untick);
      }
      return (await visit(consent.href)).url;
    },
  };
}

async function toWorker(request: Request, bindings: MediaBindings): Promise<Response> {
  const execution = createExecutionContext();
  const response = await worker.fetch(request, bindings, execution);
  await waitOnExecutionContext(execution);
  return response;
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const [name = "", ...value] = pair.split("=");
  if (attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name);
  else cookies.set(name, value.join("="));
}

/** Delivers a message to the queue's consumer, as Cloudflare would. */
export async function deliver(
  connections: string[],
  { hasWaited = true, settings = {} }: { hasWaited?: boolean; settings?: object } = {},
): Promise<void> {
  const body = { connections, trigger: "cron", hasWaited };
  const batch = createMessageBatch("media-sync-development", [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body },
  ]);
  await worker.queue(batch, { ...env, ...settings });
}

/** Delivers until the connection has nothing left to read at once; gives up after so many messages. */
export async function syncFully(browser: Browser, id: string, most = 60): Promise<Connection> {
  for (let message = 0; message < most; message += 1) {
    await deliver([id]);
    const due = await env.DB.prepare(
      "SELECT id FROM media_accounts WHERE id = ?1 AND next_sync_at <= ?2",
    )
      .bind(id, Date.now())
      .first();
    if (due === null) return await browser.query<Connection>("connections.get", { id });
  }
  throw new Error(`Still reading after ${most} messages.`);
}

/** Every entry of the timeline, page by page. */
export async function readTimeline(browser: Browser, limit = 100): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page: TimelinePage = await browser.query("timeline.list", { cursor, limit });
    entries.push(...page.entries);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}

/** The items that entries hold, those inside groups and pull requests included. */
export async function itemsOf(browser: Browser, entries: readonly Entry[]) {
  const whole = await Promise.all(
    entries.map(async (entry) => {
      const held = entry.type === "single" ? entry.children.length : entry.items.length;
      const count = entry.type === "single" ? entry.childCount : entry.count;
      if (held === count) return entry;
      return (await browser.query<{ entry: Entry }>("timeline.get", { id: entry.id })).entry;
    }),
  );
  return whole.flatMap((entry) =>
    entry.type === "single" ? [entry.item, ...entry.children] : entry.items,
  );
}
