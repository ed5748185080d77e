import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Connection } from "../../shared/connections.ts";
import type { PlatformInfo } from "../../shared/platforms.ts";
import { Stop } from "../stop.ts";
import { compare } from "./compare.ts";
import type { Thing } from "./compare.ts";
import { createApi } from "./create-api.ts";
import type { Api } from "./create-api.ts";
import { createVisitor } from "./create-visitor.ts";
import type { Visitor } from "./create-visitor.ts";
import { holdClock } from "./hold-clock.ts";
import { itemsOf, readTimeline } from "./read-timeline.ts";
import { reportTable } from "./report-table.ts";
import type { PlatformResult } from "./report-table.ts";

const PERSON = { id: "ines", login: "ineshal" };
const FIRST_SYNC_WITHIN_MS = 10 * 60_000;
const ROUNDS = ["after the first sync", "after a second sync"] as const;

/** A server and a person on it. */
interface Visit {
  readonly origin: string;
  readonly visitor: Visitor;
  readonly api: Api;
}

/**
 * The main job from outside, over every platform: what each stand-in's inventory holds against what
 * the timeline shows, and again after one more sync. True when nothing differs.
 */
export async function checkSandbox(origin: string): Promise<boolean> {
  return await holdClock(origin, async () => {
    const visitor = createVisitor(origin);
    const visit = { origin, visitor, api: createApi(origin, { fetch: visitor.fetch }) };
    await signIn(visit);
    const platforms = await visit.api.connections.platforms.query();
    const connections = await connectAll(visit, platforms);
    let isRight = true;
    for (const round of ROUNDS) {
      if (round === ROUNDS[1]) await syncAgain(visit.api, connections);
      await untilAllIdle(visit.api, connections);
      isRight = (await compareAll(visit, { platforms, connections, round })) && isRight;
    }
    return isRight;
  });
}

async function signIn({ origin, visitor }: Visit): Promise<void> {
  const end = await visitor.follow(`${origin}/media/api/auth/login?next=/timeline`, (url) =>
    answerSandbox(url, origin),
  );
  if (end.pathname !== "/timeline")
    throw new Stop(`Signing in ended at ${end.pathname}${end.search}.`);
}

const accounts = z.array(
  z.discriminatedUnion("type", [
    z.object({ platform: z.string(), type: z.literal("oauth"), login: z.string() }),
    z.object({
      platform: z.string(),
      type: z.literal("input"),
      input: z.record(z.string(), z.string()),
    }),
  ]),
);
type Account = z.infer<typeof accounts>[number];

/** Every platform's account of the person, connected the way its stand-in says. */
async function connectAll(
  visit: Visit,
  platforms: readonly PlatformInfo[],
): Promise<readonly Connection[]> {
  const answer = await fetch(`${visit.origin}/sandbox/accounts?person=${PERSON.id}`);
  const known = new Map(accounts.parse(await answer.json()).map((one) => [one.platform, one]));
  const connections: Connection[] = [];
  for (const platform of platforms) {
    const account = known.get(platform.id);
    if (!account) throw new Stop(`${platform.name} has no stand-in.`);
    connections.push(await connect(visit, platform, account));
  }
  return connections;
}

async function connect(
  visit: Visit,
  platform: PlatformInfo,
  account: Account,
): Promise<Connection> {
  const { api, origin, visitor } = visit;
  const find = async () =>
    (await api.connections.list.query()).find((one) => one.platform === platform.id);
  const known = await find();
  if (known) console.log(`${platform.name} was connected before; its first sync is not repeated.`);
  if (known?.status === "active") return known;
  if (known?.status === "paused") return await api.connections.resume.mutate({ id: known.id });
  if (account.type === "input") {
    return await api.connections.connect.mutate({ platform: platform.id, input: account.input });
  }
  const end = await visitor.follow(`${origin}/media/api/auth/${platform.id}`, (url) =>
    answerSandbox(url, origin, account.login),
  );
  const made = await find();
  if (!made)
    throw new Stop(`Connecting ended at ${end.pathname}${end.search}, and nothing is connected.`);
  return made;
}

/** The stand-ins answer their pages at once when the address says who and what. */
function answerSandbox(url: URL, origin: string, login = PERSON.login): void {
  if (url.origin !== new URL(origin).origin) {
    throw new Stop(
      `This server leads to ${url.origin}, not to its sandbox; unset MEDIA_IDENTITY and MEDIA_UPSTREAM_ORIGIN for this check.`,
    );
  }
  if (!url.pathname.startsWith("/sandbox/")) return;
  if (url.pathname.endsWith("/api/auth/login")) {
    url.searchParams.set("sandbox_person", PERSON.id);
  } else if (url.searchParams.has("redirect_uri")) {
    url.searchParams.set("sandbox_decision", "approve");
    url.searchParams.set("sandbox_login", login);
  }
}

/** What was checked so recently is not checked again for the asking. */
const NEW_FOR_MS = 21_000;

/** Asks for one more sync of each, and waits until each has succeeded anew. */
async function syncAgain(api: Api, connections: readonly Connection[]): Promise<void> {
  for (const { id } of connections) {
    const checkedAt = (await api.connections.get.query({ id })).lastCheckedAt;
    await sleep(Math.max(0, Date.parse(checkedAt ?? "1970-01-01") + NEW_FOR_MS - Date.now()));
    const before = (await api.connections.sync.mutate({ id })).lastSuccessAt;
    await untilIdle(api, id, (one) => one.lastSuccessAt !== before);
  }
}

async function untilAllIdle(api: Api, connections: readonly Connection[]): Promise<void> {
  for (const { id } of connections) await untilIdle(api, id);
}

async function untilIdle(
  api: Api,
  id: string,
  also: (one: Connection) => boolean = () => true,
): Promise<void> {
  const deadline = Date.now() + FIRST_SYNC_WITHIN_MS;
  let told = "";
  while (Date.now() < deadline) {
    const one = await api.connections.get.query({ id });
    if (one.isComplete && !one.isSyncing && one.progress === null && also(one)) return;
    if (one.status !== "active") {
      throw new Stop(
        `${one.platform} is ${one.status}: ${one.problem?.message ?? "no reason is given"}`,
      );
    }
    const now = `${one.platform}: ${one.itemCount} items so far, ${one.progress?.label ?? "waiting"}`;
    const label = one.progress?.label ?? told;
    if (label !== told) console.log(now);
    told = label;
    await sleep(1000);
  }
  throw new Stop("The sync did not finish in ten minutes.");
}

async function compareAll(
  { origin, api }: Visit,
  of: {
    platforms: readonly PlatformInfo[];
    connections: readonly Connection[];
    round: string;
  },
): Promise<boolean> {
  const { entries, pages } = await readTimeline(api);
  const shown = entries.flatMap((entry) => itemsOf(entry));
  console.log(
    `\nRead ${shown.length} items in ${entries.length} entries on ${pages} pages, ${of.round}.`,
  );
  const results: PlatformResult[] = [];
  for (const { id, name } of of.platforms) {
    const connection = of.connections.find((one) => one.platform === id);
    const held = await readInventory(origin, id, connection?.includesPrivate ?? false);
    const own = shown.filter((item) => item.platform === id).map(toThing);
    results.push({ name, ...compare(held, own) });
  }
  return reportTable(results);
}

const inventory = z.array(
  z.object({
    kind: z.string(),
    external_id: z.string(),
    occurred_at: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]),
    private: z.boolean(),
  }),
);

async function readInventory(
  origin: string,
  platform: string,
  includesPrivate: boolean,
): Promise<Thing[]> {
  const answer = await fetch(
    `${origin}/sandbox/inventory?person=${PERSON.id}&platform=${platform}&private=1`,
  );
  return inventory
    .parse(await answer.json())
    .filter((one) => includesPrivate || !one.private)
    .map((one) => ({ kind: one.kind, externalId: one.external_id, occurredAt: one.occurred_at }));
}

function toThing(item: { kind: string; externalId: string; occurredAt: string }): Thing {
  return { kind: item.kind, externalId: item.externalId, occurredAt: Date.parse(item.occurredAt) };
}
