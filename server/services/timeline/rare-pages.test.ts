import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { listTimeline } from "./list-timeline.ts";

const START = Date.UTC(2024, 4, 14);
const ITEMS = 60_000;
const RARE = "ineshal/rare";

let ctx: Context;
let ines: Actor;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
});

/** Commits of two repositories, while the index does not hold them: all are looked at. */
async function fill(stepMs: number, rare: readonly number[]): Promise<void> {
  const { id } = await testConnection(ctx, ines);
  await env.DB.prepare("UPDATE media_users SET search_key = 1").run();
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${ITEMS} - 1)
     INSERT INTO media_items (id, user_id, connection_id, external_id, platform, kind, occurred_at, title,
       place_name, is_private, is_secondary, figures, content_hash, created_at, updated_at)
     SELECT (?1 + i * ?4) * 2048, ?2, ?3, 'c' || i, 'github', 'commit', ?1 + i * ?4, 'c' || i,
       iif(i IN (SELECT value FROM json_each(?5)), '${RARE}', 'ineshal/tarn'), 0, 0, '{}', '', 0, 0 FROM n`,
  )
    .bind(START, ines.userId, id, stepMs, JSON.stringify(rare))
    .run();
}

const read = async (cursor: string | null, limit = 2): Promise<TimelinePage> =>
  await listTimeline(ctx, () => Promise.resolve(ines), { query: `place:${RARE}`, cursor, limit });

const titles = (pages: readonly TimelinePage[]): string[][] =>
  pages
    .flatMap(({ entries }) => entries)
    .map((entry) => (entry.type === "group" ? entry.items : [entry.item]))
    .map((items) => items.map(({ title }) => title));

it("what is too rare to be found at once is found page by page, groups whole, both ways", async () => {
  await fill(60_000, [0, 1, 30_000, 30_010, 30_020, 59_990]);
  const whole = [["c59990"], ["c30020", "c30010", "c30000"], ["c1", "c0"]];
  const down = [await read(null)];
  for (let next = down[0]?.nextCursor ?? null; next !== null;) {
    const before = ctx.meter.rowsRead;
    const page = await read(next);
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(ITEMS);
    down.push(page);
    next = page.nextCursor;
  }
  expect(titles(down)).toEqual(whole);
  expect(down.length).toBeGreaterThan(2);
  const up = [down.at(-1) ?? (await read(null))];
  for (let next = up[0]?.previousCursor ?? null; next !== null;) {
    const page = await read(next);
    up.push(page);
    next = page.previousCursor;
  }
  expect(titles(up.toReversed())).toEqual(whole);
});

it("a group is whole though nearly all of its day is something else", async () => {
  await fill(1000, [0, 100, 59_900]);
  const [first, second] = [await read(null, 1), await read(null, 5)];
  expect(titles([first])).toEqual([["c59900", "c100", "c0"]]);
  expect(titles([second])).toEqual(titles([first]));
  const rest = first.nextCursor && (await read(first.nextCursor));
  expect(titles(rest ? [rest] : [])).toEqual([]);
});
