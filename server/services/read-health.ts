import type { Context } from "../context.ts";
import { findLastTick } from "../store/facts.ts";
import { version } from "../../package.json";

export interface Health {
  readonly status: "ok" | "degraded";
  readonly version: string;
  readonly database: "reachable" | "unreachable";
  /** ISO 8601; null before the first tick. */
  readonly lastTick: string | null;
}

/** What anybody may know of this instance. */
export async function readHealth(ctx: Context): Promise<Health> {
  try {
    const lastTick = await findLastTick(ctx.db);
    return {
      status: "ok",
      version,
      database: "reachable",
      lastTick: lastTick === null ? null : new Date(lastTick).toISOString(),
    };
  } catch (error) {
    ctx.log.error("health.database", error);
    return { status: "degraded", version, database: "unreachable", lastTick: null };
  }
}
