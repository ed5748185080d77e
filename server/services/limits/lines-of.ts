import type { Context } from "../../context.ts";
import type { Platform, Quota } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { clientScope, connectionScope } from "../../store/rate-limits.ts";
import type { RateLimit } from "../../store/rate-limits.ts";
import { openLine } from "./line.ts";
import type { Line } from "./line.ts";
import { parseUnbooked } from "./unbooked.ts";

/** A connection with the rows of its limits, as a claim or a reader found them. */
export type Budgeted = Pick<ConnectionRow, "id" | "platform" | "clientId" | "unbooked"> & {
  readonly limits: readonly RateLimit[];
};

/**
 * The budgets that a connection draws on: always its own, which its owner may stop, and its app's where
 * the platform limits that, or whoever runs the server does.
 */
export function linesOf(
  ctx: Context,
  connection: Budgeted,
  platform: Platform,
  quota: Quota,
): Line[] {
  const { id, limits } = connection;
  const unbooked = parseUnbooked(connection.unbooked);
  const rowOf = (scope: string): RateLimit | null =>
    limits.find((one) => one.scope === scope) ?? null;
  const own = { scope: connectionScope(id), sharedBy: "connection" as const, quota };
  const shared = { scope: scopeOf(ctx, connection), sharedBy: "client" as const, quota };
  const isOwnApp = isAppOfPerson(ctx, connection);
  const cap = isOwnApp ? null : ctx.config.cap(platform.id);
  const isClients = quota.sharedBy === "client";
  const lines = [
    openLine(
      {
        ...own,
        granted: isClients ? null : quota.granted,
        cap: rowOf(own.scope)?.cap ?? null,
      },
      rowOf(own.scope),
      unbooked.connection ?? null,
    ),
  ];
  if (isClients || cap !== null) {
    const granted = isClients ? quota.granted : null;
    const facts = { ...shared, granted, cap };
    lines.push(openLine(facts, rowOf(shared.scope), unbooked.client ?? null));
  }
  return lines;
}

/** The client that the connection's grant belongs to, the server's where it is no other. */
export function scopeOf(
  ctx: Context,
  { platform, clientId }: Pick<ConnectionRow, "platform" | "clientId">,
): string {
  return clientScope(platform, clientId ?? serverClients(ctx)[platform] ?? "");
}

/** Whether the person's own app gave the grant, and he pays for it. */
export function isAppOfPerson(
  ctx: Context,
  { platform, clientId }: Pick<ConnectionRow, "platform" | "clientId">,
): boolean {
  return clientId !== null && clientId !== serverClients(ctx)[platform];
}

/** The server's own client ids, by platform. */
export function serverClients(ctx: Context): Record<string, string> {
  return Object.fromEntries(
    ctx.platforms.flatMap(({ id }) => {
      const client = ctx.config.oauthClient(id);
      return "missing" in client ? [] : [[id, client.clientId]];
    }),
  );
}
