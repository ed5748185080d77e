import { Hono } from "hono";
import type { Context } from "hono";
import type * as z from "zod";
import { applyFault } from "./apply-fault.ts";
import { clockInput, createClock } from "./clock.ts";
import { createFaults, faultInput, GENERAL_FAULTS } from "./faults.ts";
import { indexPage } from "./index-page.ts";
import { startLife } from "./life.ts";
import { ensurePerson, findPerson, listPeople, newPerson } from "./people.ts";
import { servePicture } from "./pictures.ts";
import type { PlatformSandbox, SandboxRequest, SandboxWorld } from "./platform-sandbox.ts";
import { createRequestCounts } from "./request-counts.ts";
import { createStandIns } from "./stand-ins.ts";
import { createState } from "./state.ts";
import type { SandboxStore } from "./state.ts";

export interface SandboxConfig {
  readonly store: SandboxStore;
  /** The machine's time, epoch milliseconds. */
  readonly clock: () => number;
  /** Where browsers find it: `http://localhost:8787/sandbox`. */
  readonly publicOrigin: string;
  /** All there are, unless some are named. */
  readonly standIns?: readonly PlatformSandbox[];
}

export interface Sandbox {
  fetch(request: Request): Promise<Response>;
}

const BASE = "/sandbox";

/** The whole sandbox: its controls, and the stand-ins behind `/sandbox/HOST/PATH`. */
export function createSandbox(config: SandboxConfig): Sandbox {
  const state = createState(config.store);
  const clock = createClock(state, config.clock);
  const faults = createFaults(state);
  const counts = createRequestCounts();
  const standIns = config.standIns ?? createStandIns();
  let sessions: readonly number[] | null = null;

  const lookAround = async (): Promise<SandboxWorld> => {
    const now = await clock.now();
    sessions ??= await startLife(state, now);
    return {
      now,
      sessions,
      people: await listPeople(state),
      publicOrigin: config.publicOrigin,
      state,
      faults: await faults.list(),
      createPerson: (person) => ensurePerson(state, person),
    };
  };

  const app = new Hono();
  const showIndex = async () => {
    const { people, now } = await lookAround();
    return indexPage(standIns, people, now, await clock.isFrozen(), config.publicOrigin);
  };
  app.get(BASE, showIndex);
  app.get(`${BASE}/`, showIndex);
  app.get(`${BASE}/inventory`, async (c) => {
    const world = await lookAround();
    const person = findPerson(world.people, c.req.query("person") ?? "ines");
    const wanted = c.req.query("platform");
    const found = standIns.filter(({ id }) => wanted === undefined || id === wanted);
    if (!person || found.length === 0)
      return c.json({ message: "There is no such person or platform." }, 404);
    const withPrivate = c.req.query("private") === "1";
    const items = found.flatMap((standIn) =>
      standIn.inventory(person, world).map((item) => ({
        platform: standIn.id,
        kind: item.kind,
        external_id: item.externalId,
        occurred_at: new Date(item.occurredAt).toISOString(),
        private: item.isPrivate,
      })),
    );
    return c.json(items.filter((item) => withPrivate || !item.private));
  });
  app.get(`${BASE}/accounts`, async (c) => {
    const person = findPerson((await lookAround()).people, c.req.query("person") ?? "ines");
    if (!person) return c.json({ message: "There is no such person." }, 404);
    return c.json(standIns.map((one) => ({ platform: one.id, ...one.accountOf(person) })));
  });
  app.get(`${BASE}/people`, async (c) => c.json(await listPeople(state)));
  app.post(`${BASE}/people`, async (c) => {
    const input = await bodyOf(c, newPerson);
    return input instanceof Response ? input : c.json(await ensurePerson(state, input), 201);
  });
  app.get(`${BASE}/faults`, async (c) => c.json(await faults.list()));
  app.post(`${BASE}/faults`, async (c) => {
    const input = await bodyOf(c, faultInput);
    if (input instanceof Response) return input;
    const standIn = standIns.find(({ id }) => id === input.platform);
    const known = standIn && [...GENERAL_FAULTS, ...standIn.failures, ...standIn.switches];
    if (!known?.includes(input.fault))
      return c.json({ message: "There is no such platform, or it has no such fault." }, 400);
    return c.json(await faults.add(input), 201);
  });
  app.delete(`${BASE}/faults`, async (c) => {
    await faults.clear();
    return c.body(null, 204);
  });
  const tellTime = async (c: Context) => {
    const now = await clock.now();
    return c.json({ now, iso: new Date(now).toISOString(), frozen: await clock.isFrozen() });
  };
  app.get(`${BASE}/clock`, tellTime);
  app.post(`${BASE}/clock`, async (c) => {
    // Life begins when the sandbox does, not at the time the clock is moved to.
    await lookAround();
    const input = await bodyOf(c, clockInput);
    if (input instanceof Response) return input;
    await clock.set(input);
    return tellTime(c);
  });
  app.get(`${BASE}/requests`, (c) => c.json(counts.list()));
  app.delete(`${BASE}/requests`, (c) => {
    counts.clear();
    return c.body(null, 204);
  });
  app.get(`${BASE}/pictures/:file{.+\\.svg}`, (c) =>
    servePicture(c.req.param("file").slice(0, -".svg".length)),
  );
  app.all(`${BASE}/:host/*`, async (c) => {
    const request = toSandboxRequest(c.req.raw);
    const standIn = standIns.find(({ hosts }) => hosts.includes(request.host));
    if (!standIn)
      return c.json({ message: `The sandbox has no stand-in for ${request.host}.` }, 404);
    const response = await serve(standIn, request, await lookAround());
    counts.add(request.host, standIn.endpointOf(request), response.status);
    return response;
  });
  app.notFound((c) => c.json({ message: "The sandbox has nothing here. See /sandbox." }, 404));

  const serve = async (
    standIn: PlatformSandbox,
    request: SandboxRequest,
    world: SandboxWorld,
  ): Promise<Response> => {
    const fault = await faults.claim(standIn, standIn.endpointOf(request), request.url.href);
    if (!fault) return standIn.handle(request, world);
    const worded = await standIn.fail(fault, request, world);
    return worded ?? applyFault(fault, request.url.href, () => standIn.handle(request, world));
  };

  return { fetch: async (request) => app.fetch(request) };
}

/** `…/sandbox/api.github.com/user?x=1` is a request for `https://api.github.com/user?x=1`. */
function toSandboxRequest(raw: Request): SandboxRequest {
  const seam = new URL(raw.url);
  const address = seam.pathname.slice(BASE.length + 1);
  const url = new URL(`https://${address.includes("/") ? address : `${address}/`}${seam.search}`);
  return {
    method: raw.method,
    host: url.hostname,
    url,
    headers: raw.headers,
    // Not `text()`: workerd warns about every form that is read so.
    text: async () => new TextDecoder().decode(await raw.arrayBuffer()),
  };
}

async function bodyOf<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T> | Response> {
  const body: unknown = await c.req.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  return c.json(
    { message: "That is not what this control understands.", issues: parsed.error.issues },
    400,
  );
}
