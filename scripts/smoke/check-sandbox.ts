import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Connection } from "../../shared/connections.ts";
import { Stop } from "../stop.ts";
import { compare } from "./compare.ts";
import type { Thing } from "./compare.ts";
import { createApi } from "./create-api.ts";
import type { Api } from "./create-api.ts";
import { createVisitor } from "./create-visitor.ts";
import type { Visitor } from "./create-visitor.ts";
import { holdClock } from "./hold-clock.ts";
import { itemsOf, readTimeline } from "./read-timeline.ts";

const PERSON = { id: "ines", login: "ineshal" };
const PLATFORM = "github";
const FIRST_SYNC_WITHIN_MS = 10 * 60_000;
const SHOWN_DIFFERENCES = 20;
const CONNECTED_BEFORE =
  "GitHub was connected before: its first sync is not repeated; disconnect it to see that too.";

/** The main job from outside, against the sandbox's own inventory. True when nothing differs. */
export async function checkSandbox(origin: string): Promise<boolean> {
  return await holdClock(origin, async () => {
    const visitor = createVisitor(origin);
    const api = createApi(origin, { fetch: visitor.fetch });
    await signIn(origin, visitor);
    const connection = await untilSynced(api, await connect(origin, visitor, api));
    const { entries, pages } = await readTimeline(api);
    const shown = entries.flatMap((entry) => itemsOf(entry)).map(toThing);
    console.log(`Read ${shown.length} items in ${entries.length} entries on ${pages} pages.`);
    return report(await readInventory(origin, connection.includesPrivate), shown);
  });
}

async function signIn(origin: string, visitor: Visitor): Promise<void> {
  const end = await visitor.follow(`${origin}/media/api/auth/login?next=/timeline`, (url) =>
    answerSandbox(url, origin),
  );
  if (end.pathname !== "/timeline")
    throw new Stop(`Signing in ended at ${end.pathname}${end.search}.`);
}

async function connect(origin: string, visitor: Visitor, api: Api): Promise<Connection> {
  const known = await findConnection(api);
  if (known) console.log(CONNECTED_BEFORE);
  if (known?.status === "active") return known;
  if (known?.status === "paused") return await api.connections.resume.mutate({ id: known.id });
  const end = await visitor.follow(`${origin}/media/api/auth/${PLATFORM}`, (url) =>
    answerSandbox(url, origin),
  );
  const made = await findConnection(api);
  if (!made)
    throw new Stop(`Connecting ended at ${end.pathname}${end.search}, and nothing is connected.`);
  return made;
}

async function findConnection(api: Api): Promise<Connection | null> {
  const connections = await api.connections.list.query();
  return (
    connections.find((one) => one.platform === PLATFORM && one.handle === PERSON.login) ?? null
  );
}

/** The stand-ins answer their pages at once when the address says who and what. */
function answerSandbox(url: URL, origin: string): void {
  if (url.origin !== new URL(origin).origin) {
    throw new Stop(
      `This server leads to ${url.origin}, not to its sandbox; unset MEDIA_IDENTITY and MEDIA_UPSTREAM_ORIGIN for this check.`,
    );
  }
  if (url.pathname.endsWith("/api/auth/login") && url.pathname.startsWith("/sandbox/")) {
    url.searchParams.set("sandbox_person", PERSON.id);
  }
  if (url.pathname.endsWith("/login/oauth/authorize")) {
    url.searchParams.set("sandbox_decision", "approve");
    url.searchParams.set("sandbox_login", PERSON.login);
  }
}

/** Waits for the whole history, then asks for one more sync and waits for that. */
async function untilSynced(api: Api, connection: Connection): Promise<Connection> {
  const { id } = connection;
  await untilIdle(api, id);
  const before = (await api.connections.sync.mutate({ id })).lastSuccessAt;
  const after = await untilIdle(api, id, (one) => one.lastSuccessAt !== before);
  return after;
}

async function untilIdle(
  api: Api,
  id: string,
  also: (one: Connection) => boolean = () => true,
): Promise<Connection> {
  const deadline = Date.now() + FIRST_SYNC_WITHIN_MS;
  let told = "";
  while (Date.now() < deadline) {
    const one = await api.connections.get.query({ id });
    if (one.isComplete && !one.isSyncing && one.progress === null && also(one)) return one;
    if (one.status !== "active") {
      throw new Stop(
        `The connection is ${one.status}: ${one.problem?.message ?? "no reason is given"}`,
      );
    }
    const now = one.progress?.label ?? told;
    if (now !== told) console.log(`${one.itemCount} items so far, reading ${now}`);
    told = now;
    await sleep(1000);
  }
  throw new Stop("The sync did not finish in ten minutes.");
}

const inventory = z.array(
  z.object({
    platform: z.string(),
    kind: z.string(),
    external_id: z.string(),
    occurred_at: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]),
    private: z.boolean(),
  }),
);

async function readInventory(origin: string, includesPrivate: boolean): Promise<Thing[]> {
  const answer = await fetch(
    `${origin}/sandbox/inventory?person=${PERSON.id}&platform=${PLATFORM}&private=1`,
  );
  return inventory
    .parse(await answer.json())
    .filter((one) => includesPrivate || !one.private)
    .map((one) => ({ kind: one.kind, externalId: one.external_id, occurredAt: one.occurred_at }));
}

function toThing(item: { kind: string; externalId: string; occurredAt: string }): Thing {
  return { kind: item.kind, externalId: item.externalId, occurredAt: Date.parse(item.occurredAt) };
}

function report(held: readonly Thing[], shown: readonly Thing[]): boolean {
  const { kinds, differences } = compare(held, shown);
  console.log(`${"kind".padEnd(16)}${"sandbox".padStart(9)}${"timeline".padStart(10)}`);
  const total = { held: held.length, shown: shown.length };
  for (const [kind, count] of [...kinds, ["all", total] as const]) {
    console.log(
      `${kind.padEnd(16)}${String(count.held).padStart(9)}${String(count.shown).padStart(10)}`,
    );
  }
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) console.log(difference);
  console.log(
    differences.length === 0
      ? "Every item of the sandbox is in the timeline once, at its time."
      : `${differences.length} differences.`,
  );
  return differences.length === 0;
}
