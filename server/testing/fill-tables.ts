import { env } from "cloudflare:workers";
import type { Context } from "../context.ts";
import { secretPlace } from "../services/apps/find-client.ts";
import { tokenPlace } from "../services/access/token.ts";
import type { ConnectionRow } from "../store/connections.ts";
import { addSuspect } from "../store/platform-outages.ts";
import { putPlatformCredentials } from "../store/platform-credentials.ts";
import { clientScope, connectionScope } from "../store/rate-limits.ts";
import { testConnection, testPerson } from "./test-context.ts";
import { listTables } from "./whole-store.ts";

/** Somebody of whom every table knows something, and R2. */
export interface FullPerson {
  readonly userId: string;
  readonly connections: readonly ConnectionRow[];
  /** Any of these in a row makes it theirs. */
  readonly names: readonly string[];
}

/** Filled by hand: how a person stands in them is not said by a column. */
const BY_HAND = new Set([
  "media_users",
  "media_accounts",
  "media_platform_credentials",
  "media_rate_limits",
  "media_platform_outages",
  "media_facts",
  "media_zone_offsets",
  "media_profile_filters",
  "media_profile_counts",
]);

/** Two connections by an app of one's own, and one that needs none; a row of each in every table. */
export async function fillTables(ctx: Context, name: string): Promise<FullPerson> {
  const actor = await testPerson(ctx, name);
  const { userId } = actor;
  const clientId = `client-of-${name}`;
  const own = { userId, platform: "reddit" };
  const clientSecretSealed = await ctx.vault.seal("secret", secretPlace(own));
  const times = { createdAt: 1, updatedAt: 1 };
  await putPlatformCredentials(ctx.db, { ...own, clientId, clientSecretSealed, ...times });
  const connections = [
    await connect(ctx, actor, { platform: "reddit", clientId }),
    await connect(ctx, actor, { platform: "reddit", clientId }),
    await testConnection(ctx, actor, { platform: "bluesky", accessTokenSealed: "" }),
  ];
  const tables = (await listTables()).filter((table) => !BY_HAND.has(table));
  const columns = await readColumns(tables);
  const scopes = connections.map(({ id }) => connectionScope(id));
  const { first } = await countItems();
  await env.DB.batch([
    ...connections.flatMap(({ id: connectionId }, at) =>
      tables.map((table) =>
        toInsert(table, columns.get(table) ?? [], { userId, connectionId, number: first + at }),
      ),
    ),
    ...[...scopes, clientScope("reddit", clientId)].map(putLimit),
    ...connections.flatMap(({ id: connectionId }, seq) => ofProfile(userId, connectionId, seq)),
  ]);
  for (const connection of connections) {
    await addSuspect(ctx.db, connection.platform, connection, { now: 1, since: 0 });
    await ctx.snapshots.put(connection.id, "hash", "[]");
  }
  const ids = connections.map(({ id }) => id);
  return { userId, connections, names: [userId, ...ids, clientId, `devpad-${name}`, name] };
}

async function connect(
  ctx: Context,
  actor: Parameters<typeof testConnection>[1],
  change: Partial<ConnectionRow>,
): Promise<ConnectionRow> {
  const id = ctx.newId();
  const refreshTokenSealed = await ctx.vault.seal(
    `refresh-${id}`,
    tokenPlace(id, "refresh_token_sealed"),
  );
  return await testConnection(ctx, actor, { ...change, id, refreshTokenSealed });
}

/** What a profile's id alone says whose it is. */
function ofProfile(userId: string, connectionId: string, seq: number): D1PreparedStatement[] {
  const profile = "(SELECT id FROM media_profiles WHERE user_id = ?1 AND is_default)";
  return [
    env.DB.prepare(
      `INSERT INTO media_profile_filters (profile_id, seq, connection_id, field, value, is_excluded)
       VALUES (${profile}, ?2, ?3, 'text', 'of ' || ?1, 0)`,
    ).bind(userId, seq, connectionId),
    env.DB.prepare(
      `INSERT INTO media_profile_counts (profile_id, month, basis, counts)
       VALUES (${profile}, ?2, 'of ' || ?1, '')`,
    ).bind(userId, seq),
  ];
}

function putLimit(scope: string): D1PreparedStatement {
  return env.DB.prepare(
    "INSERT INTO media_rate_limits (scope, blocked_until, updated_at) VALUES (?1, 1, 1)",
  ).bind(scope);
}

/** Where free numbers begin. */
async function countItems(): Promise<{ first: number }> {
  const row = await env.DB.prepare(
    "SELECT coalesce(max(id), 0) + 1 AS first FROM media_items",
  ).first<{
    first: number;
  }>();
  return row ?? { first: 1 };
}

/** What these tables want to know. */
async function readColumns(tables: readonly string[]): Promise<Map<string, Column[]>> {
  const read = await env.DB.batch<Column>(
    tables.map((table) => env.DB.prepare(`PRAGMA table_info(${table})`)),
  );
  return new Map(read.map(({ results }, at) => [tables[at] ?? "", results]));
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

/** A row with something in every column that needs it, no two alike. */
function toInsert(
  table: string,
  columns: readonly Column[],
  { userId, connectionId, number }: { userId: string; connectionId: string; number: number },
): D1PreparedStatement {
  const names = columns.map(({ name }) => name);
  if (!names.includes("user_id") && !names.includes("connection_id")) {
    throw new Error(`Nothing says whose a row of ${table} is: fill it by hand, and erase it.`);
  }
  const values = new Map<string, unknown>();
  for (const { name, type, notnull, dflt_value, pk } of columns) {
    if (name === "user_id") values.set(name, userId);
    else if (name === "connection_id") values.set(name, connectionId);
    else if (name === "is_default") values.set(name, 0);
    else if ((notnull === 1 && dflt_value === null) || pk > 0) {
      values.set(name, type.toUpperCase() === "TEXT" ? `${name} ${number} of ${userId}` : number);
    }
  }
  const places = Array.from(values, (_, at) => `?${at + 1}`);
  return env.DB.prepare(
    `INSERT INTO ${table} (${[...values.keys()].join(", ")}) VALUES (${places.join(", ")})`,
  ).bind(...values.values());
}
