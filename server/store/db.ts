import { drizzle } from "drizzle-orm/d1";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import * as schema from "./schema/index.ts";
import { meteredDatabase } from "./meter.ts";
import type { Meter } from "./meter.ts";

/** The database as store functions take it; `$client` is D1 itself, for what Drizzle cannot say. */
export type Db = DrizzleD1Database<typeof schema> & { $client: D1Database };

export function openDatabase(binding: D1Database, meter: Meter): Db {
  return drizzle(meteredDatabase(binding, meter), { schema });
}
