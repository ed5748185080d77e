import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MediaBindings } from "../../server/bindings.ts";
import { configOf } from "../../server/config.ts";
import { createContext } from "../../server/context.ts";
import type { Context } from "../../server/context.ts";
import { Stop } from "../stop.ts";
import { patientDatabase } from "./patient-database.ts";
import { remoteConfig } from "./remote-config.ts";

/** The product's own context over a database and a bucket, and nothing else of the world. */
export interface Storage {
  readonly ctx: Context;
  close(): Promise<void>;
}

/** The database of `npm start`, whether that runs or not. */
export async function openLocal(root: string, stateDir: string): Promise<Storage> {
  if (!existsSync(stateDir)) {
    throw new Stop(`There is no local database in ${stateDir}: \`npm start\` makes one.`);
  }
  // wrangler itself adds this folder to the one that it is told.
  const persist = { path: join(stateDir, "v3") };
  const configPath = join(root, "wrangler.toml");
  return await open({ configPath, persist, remoteBindings: false });
}

/** The database and the bucket of a deployment, through Cloudflare. */
export async function openDeployment(root: string, environment: string): Promise<Storage> {
  const text = await remoteConfig(join(root, "wrangler.toml"), environment);
  mkdirSync(join(root, ".wrangler"), { recursive: true });
  const folder = mkdtempSync(join(root, ".wrangler/remap-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const configPath = join(folder, "wrangler.json");
    writeFileSync(configPath, text);
    return await open({ configPath, persist: false, envFiles: [] });
  } catch (error) {
    throw new Stop(
      `Cloudflare did not give access to ${environment}${reasonOf(error)}. Sign in with \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN to a token that may edit D1 and R2 and run Workers.`,
    );
  }
}

async function open(options: {
  configPath: string;
  persist: false | { path: string };
  remoteBindings?: false;
  envFiles?: string[];
}): Promise<Storage> {
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";
  process.env["WRANGLER_SEND_METRICS"] ??= "false";
  process.env["WRANGLER_LOG"] ??= "error";
  // Only now: it reads those at its start.
  const { getPlatformProxy } = await import("wrangler");
  const proxy = await getPlatformProxy<Required<MediaBindings>>(options);
  const { DB, BUCKET } = proxy.env;
  // No token is opened or sealed here, and no address is called, so nothing of a deployment's settings counts.
  const settings = { EncryptionKey: randomBytes(32).toString("base64") };
  const bindings = { DB: patientDatabase(DB), BUCKET };
  const ctx = createContext(bindings, configOf(settings, { basePath: "/media" }), {
    now: () => Date.now(),
    random: () => Math.random(),
    fetch: async (input) => {
      const { url } = new Request(input);
      throw new Error(`Nothing may be asked while items are made again: ${url}`);
    },
  });
  return { ctx, close: () => proxy.dispose() };
}

/** wrangler's own words, where they say more than that nobody is signed in. */
function reasonOf(error: unknown): string {
  const [line = ""] = String(error instanceof Error ? error.message : error)
    .trim()
    .split("\n");
  return line === "" || line.includes("CLOUDFLARE_API_TOKEN") ? "" : `: ${line.replace(/\.$/, "")}`;
}
