import type { Budget } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { connectionScope, listLimits } from "../../store/rate-limits.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";
import { forecastOf } from "./forecast.ts";
import type { Line } from "./line.ts";
import { isAppOfPerson, linesOf, scopeOf } from "./lines-of.ts";

/** Its own budget first, then that of its app; nothing where its platform counts nothing. */
export async function listBudgets(ctx: Context, actor: Actor, id: string): Promise<Budget[]> {
  const connection = await getOwnConnection(ctx, actor, id);
  const platform = ctx.platforms.find((one) => one.id === connection.platform);
  if (!platform?.quota) return [];
  const scopes = [connectionScope(id), scopeOf(ctx, connection)];
  const limits = await listLimits(ctx.db, scopes);
  const lines = linesOf(ctx, { ...connection, limits }, platform, platform.quota);
  return lines.map((line) => toBudget(ctx, connection, line));
}

function toBudget(ctx: Context, connection: ConnectionRow, line: Line): Budget {
  const now = ctx.now();
  const used = rounded(line.usedAt(now));
  const forecast = forecastOf(used, line.periodAt(now), now);
  const endsAt = line.endAt(now);
  const isOwn = line.sharedBy === "connection" || isAppOfPerson(ctx, connection);
  return {
    sharedBy: line.sharedBy === "connection" ? "connection" : "app",
    meter: line.quota.meter,
    used,
    granted: line.grantedNow(),
    cap: line.cap,
    isOwn,
    forecast: endsAt === null || forecast === null ? null : rounded(forecast),
    endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
  };
}

/** Sums of tenths of a cent, without the dust of binary fractions. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
