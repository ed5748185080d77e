import { walk } from "../platforms/conformance/walk.ts";
import type { Walked } from "../platforms/conformance/walk.ts";
import { createHttp } from "../platforms/http.ts";
import type { Platform } from "../platforms/platform.ts";
import { createSandbox } from "../sandbox/app.ts";
import { createMemoryStore } from "../sandbox/memory-store.ts";
import type { NewPerson, PlatformSandbox } from "../sandbox/platform-sandbox.ts";

const ORIGIN = "http://localhost:8787/sandbox";
const MORNING = Date.UTC(2026, 10, 18, 9);
const MINUTE = 60_000;

/** A platform that is connected by input, against its own stand-in, whose clock and faults one has in hand. */
export async function visitAccount(
  platform: Platform,
  standIn: PlatformSandbox,
  given: Partial<NewPerson> & { login: string },
) {
  let time = MORNING;
  let requests = 0;
  const now = (): number => time;
  const store = createMemoryStore();
  const config = { store, clock: now, publicOrigin: ORIGIN, standIns: [standIn] };
  const sandbox = createSandbox(config);
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(new Request(`${ORIGIN}${path}`, init));
  const post = (path: string, body: unknown): Promise<Response> =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await post("/people", {
    name: "Tove Lind",
    items: 300,
    lives: true,
    inOneMoment: false,
    ...given,
  });
  const http = createHttp({
    fetch: async (url, init) => {
      requests += 1;
      return await sandbox.fetch(new Request(String(url), init));
    },
    upstreamOrigin: ORIGIN,
    hosts: platform.hosts,
    authorization: null,
    now,
  });
  const typedBy = async (login: string): Promise<Readonly<Record<string, string>>> => {
    const answer = await call(`/accounts?person=${login}`);
    const [{ input }] = await answer.json<[{ input: Record<string, string> }]>();
    if (platform.connect.type !== "input") throw new Error("It is connected in another way.");
    return platform.connect.schema.parse(input);
  };
  const account = await platform.identify(http, await typedBy(given.login));
  let walked: Walked | null = null;

  return {
    account,
    http,
    call,
    identify: (input: Readonly<Record<string, string>>) => platform.identify(http, input),
    breakIt: (fault: string, options: Readonly<Record<string, unknown>> = {}) =>
      post("/faults", { platform: platform.id, fault, ...options }),
    mend: () => call("/faults", { method: "DELETE" }),
    wait: (minutes: number) => void (time += minutes * MINUTE),
    /** Asks until it is up to date. */
    async check(): Promise<Walked> {
      const session = {
        account,
        http,
        now,
        input: {},
        includePrivate: true,
        wait: (ms: number) => void (time += ms),
        requests: () => {
          const asked = requests;
          requests = 0;
          return asked;
        },
        inventory: () => Promise.resolve([]),
      };
      walked = await walk(platform, session, { from: walked });
      return walked;
    },
    /** What the stand-in holds now, as `[id, kind, time]`. */
    async held(): Promise<unknown[]> {
      const query = `platform=${platform.id}&person=${given.login}&private=1`;
      const answer = await call(`/inventory?${query}`);
      const items =
        await answer.json<{ external_id: string; kind: string; occurred_at: string }[]>();
      return items
        .map((one) => [one.external_id, one.kind, Date.parse(one.occurred_at)])
        .toSorted();
    },
    found: (): unknown[] =>
      [...(walked?.items.values() ?? [])]
        .map((item) => [item.externalId, item.kind, item.occurredAt])
        .toSorted(),
  };
}
