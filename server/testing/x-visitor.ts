import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";
import { createHttp } from "../platforms/http.ts";
import type { PlatformHttp } from "../platforms/http.ts";
import { createStandIn } from "../platforms/twitter/sandbox/index.ts";

const ORIGIN = "http://localhost:8787";
const SEAM = `${ORIGIN}/sandbox`;
/** The day at which histories have their full size. */
const TODAY = Date.UTC(2026, 10, 22, 9);
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const ALL_SCOPES = "tweet.read users.read offline.access";

export type Tokens = Readonly<Record<string, string>>;

/** For tests: somebody who talks to a sandbox of their own in which there is X alone. */
export function visitX() {
  const machine = { time: TODAY };
  const asked: URL[] = [];
  const sandbox = createSandbox({
    store: createMemoryStore(),
    clock: () => machine.time,
    publicOrigin: SEAM,
    standIns: [createStandIn()],
  });
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    sandbox.fetch(new Request(`${SEAM}${path}`, { redirect: "manual", ...init }));
  const post = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  const authorize = async (params: Record<string, string | null> = {}): Promise<URL> => {
    const url = new URL("https://x.com/i/oauth2/authorize");
    const all: Record<string, string | null> = {
      response_type: "code",
      client_id: "sandbox-client",
      redirect_uri: `${ORIGIN}/callback`,
      state: "a state",
      scope: ALL_SCOPES,
      code_challenge: CHALLENGE,
      code_challenge_method: "S256",
      sandbox_decision: "approve",
      ...params,
    };
    for (const [name, value] of Object.entries(all))
      if (value !== null) url.searchParams.set(name, value);
    const answer = await call(`/x.com${url.pathname}${url.search}`);
    return new URL(answer.headers.get("location") ?? "about:blank");
  };
  const ask = (
    path: string,
    fields: Record<string, string>,
    client = "sandbox-client:sandbox-secret",
  ) =>
    call(`/api.x.com/2/oauth2/${path}`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(client)}` },
      body: new URLSearchParams(fields),
    });
  const trade = (code: string, verifier = VERIFIER): Promise<Response> =>
    ask("token", {
      grant_type: "authorization_code",
      code,
      redirect_uri: `${ORIGIN}/callback`,
      code_verifier: verifier,
    });
  const signIn = async (login = "ineshal", scope = ALL_SCOPES): Promise<Tokens> => {
    const back = await authorize({ sandbox_login: login, scope });
    return await (await trade(back.searchParams.get("code") ?? "")).json();
  };

  const api = (path: string, token: string): Promise<Response> =>
    call(`/api.x.com/2${path}`, { headers: { authorization: `Bearer ${token}` } });
  /** The product's own client; `asked` has the real addresses of what it asks for. */
  const http = (token: string): PlatformHttp =>
    createHttp({
      fetch: async (url, init) => {
        asked.push(new URL(String(url)));
        return await sandbox.fetch(new Request(String(url), init));
      },
      upstreamOrigin: SEAM,
      hosts: ["api.x.com"],
      authorization: `Bearer ${token}`,
      now: () => machine.time,
    });
  const makePerson = (login: string, items: number, more: object = {}): Promise<Response> =>
    post("/people", { name: "Tove Lind", login, items, lives: false, ...more });
  const fault = (name: string, more: object = {}): Promise<Response> =>
    post("/faults", { platform: "twitter", fault: name, ...more });
  const calm = (): Promise<Response> => call("/faults", { method: "DELETE" });
  const inventory = async (person: string): Promise<InventoryEntry[]> =>
    await (await call(`/inventory?person=${person}&platform=twitter&private=1`)).json();

  return {
    machine,
    asked,
    call,
    post,
    authorize,
    ask,
    trade,
    signIn,
    api,
    http,
    makePerson,
    fault,
    calm,
    inventory,
  };
}

export interface InventoryEntry {
  readonly kind: string;
  readonly external_id: string;
  readonly occurred_at: string;
  readonly private: boolean;
}
