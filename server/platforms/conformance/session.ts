import * as z from "zod";
import { authorizeUrl, exchangeCode } from "../../oauth/flow.ts";
import { createSandbox } from "../../sandbox/app.ts";
import { createMemoryStore } from "../../sandbox/memory-store.ts";
import type { SandboxAccount } from "../../sandbox/platform-sandbox.ts";
import { createHttp, type PlatformHttp } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import type { ConnectInput, OAuthDefinition, Platform } from "../platform.ts";
import { throughSeam } from "../seam.ts";
import type { Subject } from "./subject.ts";

const SEAM = "http://localhost:8787/sandbox";
const REDIRECT = "http://localhost:8787/media/api/auth/callback";
const CLIENT = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };
/** A working day at which a history has its full size. */
const TODAY = Date.UTC(2026, 10, 22, 9);

/** Somebody's account on the stand-in, connected as the definition says. */
export interface Session {
  readonly account: PlatformAccount;
  /** What was typed; nothing for OAuth. */
  readonly input: ConnectInput;
  readonly http: PlatformHttp;
  readonly includePrivate: boolean;
  readonly now: () => number;
  readonly wait: (ms: number) => void;
  /** How many requests went out since it was asked last. */
  readonly requests: () => number;
  /** What a faithful client must have by now. */
  readonly inventory: () => Promise<readonly Held[]>;
}

/** One that can be connected once more: a token does not last as long as one may wait. */
export interface RenewableSession extends Session {
  readonly renew: () => Promise<void>;
}

export interface Held {
  readonly kind: string;
  readonly externalId: string;
  readonly occurredAt: number;
  readonly isPrivate: boolean;
}

export interface SessionPerson {
  /** `ineshal` is there already. */
  readonly login: string;
  readonly items: number;
  readonly inOneMoment?: boolean;
  /** Something happens while the time goes on. */
  readonly lives?: boolean;
  readonly includePrivate?: boolean;
}

const inventoryBody = z.array(
  z.object({
    kind: z.string(),
    external_id: z.string(),
    occurred_at: z.string(),
    private: z.boolean(),
  }),
);

export async function openSession(
  subject: Subject,
  given: SessionPerson,
): Promise<RenewableSession> {
  const { platform, standIn } = subject;
  const { login, items, inOneMoment = false, lives = false } = given;
  let time = TODAY;
  let requests = 0;
  const now = (): number => time;
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: now,
    publicOrigin: SEAM,
    standIns: [standIn],
  });
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(new Request(`${SEAM}${path}`, init));
  const person = { name: "Tove Lind", login, items, lives, inOneMoment };
  await call("/people", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  const accounts = await call(`/accounts?person=${login}`);
  const [found] = z.array(sandboxAccount).parse(await accounts.json());
  if (found === undefined) throw new Error("The stand-in has no account for the person.");

  const client = (authorization: string | null): PlatformHttp =>
    createHttp({
      fetch: async (url, init) => {
        requests += 1;
        return await sandbox.fetch(new Request(String(url), init));
      },
      upstreamOrigin: SEAM,
      hosts: platform.hosts,
      userAgent: platform.userAgent,
      isRateLimit: platform.isRateLimit,
      authorization,
      now,
    });
  const send = (url: string): Promise<Response> =>
    sandbox.fetch(new Request(throughSeam(url, SEAM), { redirect: "manual" }));
  const wants = given.includePrivate ?? false;
  const join = (): Promise<Connected> => connect(platform, found, { client, send, wants });
  let { http, input, includePrivate } = await join();
  return {
    account: await platform.identify(http, input),
    input,
    http: { send: (request) => http.send(request) },
    includePrivate,
    now,
    wait: (ms) => void (time += ms),
    renew: async () => {
      ({ http, input, includePrivate } = await join());
    },
    requests: () => {
      const asked = requests;
      requests = 0;
      return asked;
    },
    inventory: async () => {
      const query = new URLSearchParams({ person: login, platform: standIn.id });
      if (includePrivate) query.set("private", "1");
      const answer = await call(`/inventory?${query.toString()}`);
      return inventoryBody.parse(await answer.json()).map((one) => ({
        kind: one.kind,
        externalId: one.external_id,
        occurredAt: Date.parse(one.occurred_at),
        isPrivate: one.private,
      }));
    },
  };
}

const sandboxAccount = z.discriminatedUnion("type", [
  z.object({ type: z.literal("oauth"), login: z.string() }),
  z.object({ type: z.literal("input"), input: z.record(z.string(), z.string()) }),
]);

interface Ways {
  client(authorization: string | null): PlatformHttp;
  send(url: string): Promise<Response>;
  /** Private items are asked for, where that is a choice. */
  readonly wants: boolean;
}

interface Connected {
  readonly http: PlatformHttp;
  readonly input: ConnectInput;
  readonly includePrivate: boolean;
}

async function connect(
  { connect: definition }: Platform,
  found: SandboxAccount,
  ways: Ways,
): Promise<Connected> {
  if (definition.type === "input") {
    if (found.type !== "input")
      throw new Error("The stand-in wants OAuth, the definition does not.");
    const input = definition.schema.parse(found.input);
    const key = definition.authorization(input);
    // Whoever gives a key gives all that it opens.
    return { http: ways.client(key), input, includePrivate: key !== null };
  }
  if (found.type !== "oauth") throw new Error("The definition wants OAuth, the stand-in does not.");
  const token = await consent(definition, found.login, ways);
  const includePrivate = definition.privateAccess === null || ways.wants;
  return { http: ways.client(`Bearer ${token}`), input: {}, includePrivate };
}

async function consent(oauth: OAuthDefinition, login: string, ways: Ways): Promise<string> {
  const verifier = "a verifier of more than forty-three signs, for PKCE".replaceAll(/\W/g, "-");
  const scopes = [...oauth.scopes, ...(ways.wants ? (oauth.privateAccess?.scopes ?? []) : [])];
  const asked = { client: CLIENT, redirectUri: REDIRECT, state: "a-state", verifier, scopes };
  const page = new URL(await authorizeUrl(oauth, asked));
  page.searchParams.set("sandbox_decision", "approve");
  page.searchParams.set("sandbox_login", login);
  const answer = await ways.send(page.href);
  const back = URL.parse(answer.headers.get("location") ?? "");
  const code = back?.searchParams.get("code");
  if (!code) throw new Error(`The consent page did not lead back with a code: ${answer.status}.`);
  const http = ways.client(null);
  const exchanged = { client: CLIENT, redirectUri: REDIRECT, code, verifier };
  return (await exchangeCode(http, oauth, exchanged)).accessToken;
}
