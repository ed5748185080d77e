import { readFileSync } from "node:fs";
import * as z from "zod";
import { Stop } from "../stop.ts";

const database = z.object({
  binding: z.string(),
  database_name: z.string(),
  database_id: z.string(),
});
const bucket = z.object({ binding: z.string(), bucket_name: z.string() });
const deployment = z.object({
  name: z.string(),
  compatibility_date: z.string(),
  account_id: z.string().optional(),
  d1_databases: z.array(database),
  r2_buckets: z.array(bucket),
});

/** A wrangler configuration with a deployment's database and bucket alone, as remote bindings. */
export async function remoteConfig(path: string, environment: string): Promise<string> {
  const known = [...readFileSync(path, "utf8").matchAll(/^\[env\.([\w-]+)\]/gm)].map(
    ([, name = ""]) => name,
  );
  // wrangler would warn, and take the development's.
  if (!known.includes(environment)) {
    throw new Stop(
      `wrangler.toml has no environment “${environment}”: there is ${known.join(" and ")}.`,
    );
  }
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const config = deployment.parse(
    readConfig({ config: path, env: environment }, { hideWarnings: true }),
  );
  const isRemote = <Binding>(one: Binding) => ({ ...one, remote: true });
  return JSON.stringify({
    ...config,
    name: `${config.name}-remap`,
    d1_databases: config.d1_databases.map(isRemote),
    r2_buckets: config.r2_buckets.map(isRemote),
  });
}
