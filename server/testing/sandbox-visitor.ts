import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";
import type { SandboxStore } from "../sandbox/state.ts";

const ORIGIN = "http://localhost:8787";
/** Late on an ordinary Wednesday. */
export const SOME_DAY = Date.UTC(2026, 10, 18, 15);

/** Somebody who talks to a sandbox of their own over HTTP, as the product and its tests do. */
export function visitSandbox(store: SandboxStore = createMemoryStore(), time = SOME_DAY) {
  const machine = { time };
  const sandbox = createSandbox({
    store,
    clock: () => machine.time,
    publicOrigin: `${ORIGIN}/sandbox`,
  });

  const call = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has("user-agent")) headers.set("user-agent", "a test");
    return sandbox.fetch(
      new Request(`${ORIGIN}/sandbox${path}`, { redirect: "manual", ...init, headers }),
    );
  };
  const post = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  const authorize = async (params: Record<string, string>): Promise<URL> => {
    const query = new URLSearchParams({
      client_id: "sandbox-client",
      redirect_uri: `${ORIGIN}/callback`,
      state: "a state",
      sandbox_decision: "approve",
      ...params,
    });
    const answer = await call(`/github.com/login/oauth/authorize?${query.toString()}`);
    return new URL(answer.headers.get("location") ?? "about:blank");
  };
  const exchange = async (fields: Record<string, string>): Promise<Record<string, string>> => {
    const answer = await call("/github.com/login/oauth/access_token", {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({
        client_id: "sandbox-client",
        client_secret: "sandbox-secret",
        ...fields,
      }),
    });
    return await answer.json();
  };
  const signIn = async (login: string, scope: string): Promise<string> => {
    const back = await authorize({ sandbox_login: login, scope });
    const { access_token } = await exchange({ code: back.searchParams.get("code") ?? "" });
    return access_token ?? "";
  };

  /** A call to GitHub's API by its real address or its path. */
  const api = (
    address: string,
    token: string,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    call(`/api.github.com${address.replace("https://api.github.com", "")}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  /** All pages of a list, by its Link headers. */
  const walk = async <T>(address: string, token: string): Promise<T[]> => {
    const all: T[] = [];
    for (let next: string | undefined = address; next !== undefined;) {
      const answer: Response = await api(next, token);
      if (answer.status === 409) return all;
      if (!answer.ok) throw new Error(`${next}: ${answer.status}`);
      const body: T[] | { items: T[] } = await answer.json();
      all.push(...(Array.isArray(body) ? body : body.items));
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    }
    return all;
  };
  const json = async <T>(path: string): Promise<T> => (await call(path)).json();

  return { machine, call, post, authorize, exchange, signIn, api, walk, json };
}

export interface InventoryEntry {
  kind: string;
  external_id: string;
  occurred_at: string;
  private: boolean;
}
