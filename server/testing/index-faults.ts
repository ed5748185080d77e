import { env } from "cloudflare:workers";

/** Items that the full-text index should have and has not, and those it has though they are hidden or gone. */
export async function indexFaults(): Promise<{ missing: string[]; hidden: string[] }> {
  const list = async (sql: string): Promise<string[]> => {
    const { results } = await env.DB.prepare(sql).all<{ name: string }>();
    return results.map(({ name }) => name);
  };
  return {
    missing: await list(
      `SELECT i.external_id AS name FROM media_items i JOIN media_users u ON u.id = i.user_id
       WHERE i.hidden = 0 AND u.search_key IS NULL AND i.id NOT IN (SELECT rowid FROM media_search)`,
    ),
    hidden: await list(
      `SELECT coalesce(i.external_id, s.rowid) AS name FROM media_search s
       LEFT JOIN media_items i ON i.id = s.rowid
       LEFT JOIN media_users u ON u.id = i.user_id
       WHERE i.id IS NULL OR (i.hidden <> 0 AND u.search_key IS NULL)`,
    ),
  };
}
