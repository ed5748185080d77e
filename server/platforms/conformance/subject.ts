/// <reference types="vite/client" />
import * as z from "zod";
import type { PlatformSandbox } from "../../sandbox/platform-sandbox.ts";
import type { RecordedAnswers } from "../../testing/recorded-answers.ts";
import type { PlatformAccount, RawPage } from "../page.ts";
import type { Platform } from "../platform.ts";
import { platforms } from "../platforms.ts";

/** A platform with all that its folder must hold. */
export interface Subject {
  readonly platform: Platform;
  readonly standIn: PlatformSandbox;
  readonly fixtures: readonly Fixture[];
  /** How recorded answers of its real servers are read, where its folder says so. */
  readonly recorded: RecordedAnswers | null;
}

/** An answer, whose account it is for, and the items that come of it. */
export interface Fixture {
  readonly name: string;
  readonly account: PlatformAccount;
  readonly raw: RawPage;
  readonly items: unknown;
}

const fixture = z.object({
  account: z.object({
    externalId: z.string(),
    handle: z.string(),
    displayName: z.string().nullable(),
    url: z.string().nullable(),
    email: z.string().nullable(),
  }),
  raw: z.object({
    endpoint: z.string(),
    url: z.url(),
    /** A text as it came, or JSON that is written as text here. */
    body: z.unknown(),
    context: z.record(z.string(), z.unknown()).optional(),
  }),
  items: z.array(z.unknown()),
});

const definitions = import.meta.glob<Record<string, unknown>>("../*/index.ts");
const standIns = import.meta.glob<{ createStandIn(): PlatformSandbox }>("../*/sandbox/index.ts");
const pairs = import.meta.glob<unknown>("../*/fixtures/*.json", { import: "default" });
const readers = import.meta.glob<{ recorded: RecordedAnswers }>("../*/fixtures/recorded.ts");

/** What a folder holds, or why it cannot be read. */
export interface Loaded {
  readonly id: string;
  readonly subject: Subject | Error;
}

/** Every registered platform, or the one of a folder, registered or not. */
export async function loadSubjects(folder: string | null): Promise<readonly Loaded[]> {
  if (folder !== null) {
    return [await load(folder, async () => loadSubject(folder, await platformIn(folder)))];
  }
  return await Promise.all(
    platforms.map((platform) => load(platform.id, () => loadSubject(platform.id, platform))),
  );
}

async function load(id: string, read: () => Promise<Subject>): Promise<Loaded> {
  try {
    return { id, subject: await read() };
  } catch (error) {
    return { id, subject: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function loadSubject(folder: string, platform: Platform): Promise<Subject> {
  const standIn = await standIns[`../${folder}/sandbox/index.ts`]?.();
  if (standIn === undefined) throw new Error(`${folder} has no sandbox/index.ts.`);
  const reader = await readers[`../${folder}/fixtures/recorded.ts`]?.();
  const names = Object.keys(pairs).filter((path) => path.startsWith(`../${folder}/fixtures/`));
  return {
    platform,
    standIn: standIn.createStandIn(),
    fixtures: await Promise.all(names.map(loadFixture)),
    recorded: reader?.recorded ?? null,
  };
}

async function platformIn(folder: string): Promise<Platform> {
  const found = Object.values((await definitions[`../${folder}/index.ts`]?.()) ?? {});
  const platform = found.find((value) => isPlatform(value));
  if (platform === undefined) throw new Error(`${folder}/index.ts defines no platform.`);
  return platform;
}

function isPlatform(value: unknown): value is Platform {
  return typeof value === "object" && value !== null && "fetchPage" in value;
}

async function loadFixture(path: string): Promise<Fixture> {
  const name = path.replace(/^.*\/(.+)\.json$/, "$1");
  const parsed = fixture.safeParse(await pairs[path]?.());
  if (!parsed.success) throw new Error(`${path} is no pair: ${z.prettifyError(parsed.error)}`);
  const { account, raw, items } = parsed.data;
  const { endpoint, url, context } = raw;
  const body = typeof raw.body === "string" ? raw.body : JSON.stringify(raw.body);
  const asked = { endpoint, url, body, ...(context === undefined ? {} : { context }) };
  return { name, account, raw: asked, items };
}
