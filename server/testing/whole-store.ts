import { env } from "cloudflare:workers";

/** Every row of our tables, as text with its table's name before it; and every object in R2. */
export async function readWholeStore(): Promise<string[]> {
  const tables = await listTables();
  const read = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)));
  const rows = read.flatMap(({ results }, at) =>
    results.map((row) => `${tables[at]} ${JSON.stringify(row)}`),
  );
  const { objects } = await env.BUCKET.list();
  return [...rows, ...objects.map(({ key }) => `R2 ${key}`)];
}

/** Those that name any of these. */
export function naming(lines: readonly string[], names: readonly string[]): string[] {
  return lines.filter((line) => names.some((name) => line.includes(name)));
}

/** As they stand in the database, so that a new one is among them; without those of the full-text index. */
export async function listTables(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'media_*' AND name NOT GLOB 'media_search*' ORDER BY name",
  ).all<{ name: string }>();
  return results.map(({ name }) => name).filter((name) => name !== "media_migrations");
}
