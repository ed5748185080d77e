import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { addProfile } from "../../testing/add-profile.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { getRecap } from "./get-recap.ts";
import { listOnThisDay } from "./list-on-this-day.ts";

let ctx: Context;
let ines: Actor;
let github: ConnectionRow;
let reddit: ConnectionRow;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 4, 20, 9) });
  ctx = testContext();
  ines = await testPerson(ctx, "ines", "Asia/Kathmandu");
  github = await testConnection(ctx, ines);
  reddit = await testConnection(ctx, ines, { platform: "reddit", handle: "ines" });
});

const asker = () => Promise.resolve(ines);
const nobody = () => Promise.reject(new Error("Nobody is asked who he is."));
const DAY = { after: "2026-05-14", before: "2026-05-14" };

let serial = 0;
function item(time: string, change: Partial<PlatformItem> = {}): PlatformItem {
  serial += 1;
  return testItem({ externalId: `commit:${serial}`, occurredAt: Date.parse(time), ...change });
}

const pull = (time: string, change: Partial<PlatformItem> = {}) =>
  item(time, { kind: "pull_request", state: "merged", title: "Faster | [x]", ...change });

describe("a recap", () => {
  it("of a day says what was done in each project", async () => {
    const request = pull("2026-05-14T12:00:00Z", { externalId: "pull:1" });
    const inside = [item("2026-05-14T10:00:00Z"), item("2026-05-14T11:00:00Z")];
    const links = inside.map(({ externalId }) => ({ child: externalId, parent: "pull:1" }));
    await storeItems(
      ctx,
      github,
      // 18:15 UTC is midnight in Kathmandu.
      [request, ...inside, item("2026-05-14T18:15:00Z"), item("2026-05-14T18:14:00Z")],
      links,
    );
    await storeItems(ctx, reddit, [
      item("2026-05-14T09:00:00Z", { kind: "post", title: "", body: "Hello\nthere", place: null }),
    ]);
    const recap = await getRecap(ctx, asker, DAY);
    expect(recap).toMatchObject({
      items: 5,
      isCut: false,
      zone: "Asia/Kathmandu",
      projects: [
        {
          platform: "github",
          place: "ineshal/tarn",
          items: 4,
          kinds: [
            { kind: "commit", items: 3 },
            { kind: "pull_request", items: 1 },
          ],
          highlights: [{ externalId: "pull:1" }, { kind: "commit" }],
        },
        { platform: "reddit", place: null, items: 1 },
      ],
    });
    expect(recap.markdown).toContain(
      "- **ineshal/tarn** (GitHub): 3 commits, 1 pull request merged\n  - Merged Faster \\| \\[x\\]",
    );
    expect(recap.markdown).toContain("- **Reddit**: 1 post\n  - Posted Hello there\n");
  });

  it("takes a filter, and is empty where nothing is", async () => {
    await storeItems(ctx, github, [item("2026-05-14T10:00:00Z"), pull("2026-05-14T12:00:00Z")]);
    const some = await getRecap(ctx, asker, { ...DAY, query: "kind:commit" });
    expect(some).toMatchObject({ items: 1, projects: [{ kinds: [{ kind: "commit" }] }] });
    const none = await getRecap(ctx, asker, { after: "2020-01-01", before: "2020-12-31" });
    expect(none).toMatchObject({ items: 0, projects: [], isCut: false });
    expect(none.markdown).toBe("## 2020\n\nNothing is here.\n");
    const asked = getRecap(ctx, asker, { ...DAY, query: "kind:" });
    await expect(asked).rejects.toMatchObject({ code: "INVALID" });
    await expect(
      getRecap(ctx, asker, { after: "2026-05-14", before: "2026-05-13" }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("shows a visitor what the profile shows, and nothing private", async () => {
    await storeItems(ctx, github, [
      item("2026-05-14T10:00:00Z"),
      item("2026-05-14T10:00:00Z", { isPrivate: true, place: { name: "me/secret", url: null } }),
    ]);
    await storeItems(ctx, reddit, [item("2026-05-14T10:00:00Z")]);
    const terms = [{ field: "platform", value: "reddit", isExcluded: true, connectionId: null }];
    await addProfile(ctx, ines, "work", { terms, countsPrivate: true });
    const of = { person: "ines", slug: "work" };
    const recap = await getRecap(ctx, nobody, { ...DAY, of });
    expect(recap).toMatchObject({ items: 1, projects: [{ place: "ineshal/tarn" }] });
    expect(JSON.stringify(recap)).not.toContain("secret");
  });

  it("of a profile is not cut by what lies outside of it", async () => {
    await storeItems(ctx, github, [item("2026-01-02T10:00:00Z", { kind: "issue" })]);
    await addProfile(ctx, ines, "work", { connections: JSON.stringify([github.id]) });
    const input = {
      after: "2026-01-01",
      before: "2026-12-31",
      of: { person: "ines", slug: "work" },
    };
    const alone = await getRecap(ctx, nobody, input);
    const later = { occurredAt: Date.UTC(2026, 3, 1), kind: "comment" };
    await storeItems(
      ctx,
      reddit,
      Array.from({ length: 3200 }, () => item("2026-04-01T10:00:00Z", later)),
    );
    await storeItems(
      ctx,
      github,
      Array.from({ length: 3200 }, () => item("2026-04-01T10:00:00Z", { isPrivate: true })),
    );
    const { freshness: _before, ...told } = alone;
    const { freshness: _after, ...again } = await getRecap(ctx, nobody, input);
    expect(again).toEqual(told);
    expect(told).toMatchObject({ items: 1, isCut: false, projects: [{ highlights: [{}] }] });
  }, 60_000);

  it("of more than it looks at says so, or counts all by place, for any range", async () => {
    await storeItems(
      ctx,
      github,
      Array.from({ length: 2300 }, (_, at) =>
        item(new Date(Date.UTC(2024, 1, 1) + at * 30_000_000).toISOString()),
      ),
    );
    const years = { after: "2023-01-01", before: "2026-12-31" };
    const recap = (query: string) => getRecap(ctx, asker, { ...years, query });
    const all = await recap("repo:ineshal/tarn");
    expect(all).toMatchObject({ items: 2300, isCut: true, isExact: true });
    expect(all.markdown).toContain("In all 2,300 commits on GitHub.");
    const some = await recap("segment");
    expect(some).toMatchObject({ items: 2000, isCut: true, isExact: false });
    expect(some.markdown).toContain("At least 2,000 commits on GitHub.");
    expect(some.markdown).toContain("only the newest 2,000 items were counted");
    expect(await recap("repo:ineshal/other")).toMatchObject({ items: 0, isExact: true });
  }, 60_000);

  it("of more than it looks at counts all, and names what was made long before", async () => {
    const release = item("2026-01-02T10:00:00Z", { kind: "release", title: "v1.0" });
    const place = { name: "me/old", url: null };
    await storeItems(ctx, github, [
      release,
      ...Array.from({ length: 2400 }, (_, at) =>
        item(new Date(Date.UTC(2026, 1, 1) + at * 3_000_000).toISOString()),
      ),
      item("2026-01-03T10:00:00Z", { place }),
    ]);
    const year = { after: "2026-01-01", before: "2026-12-31" };
    const recap = await getRecap(ctx, asker, year);
    expect(recap).toMatchObject({ items: 2402, isCut: true });
    expect(recap.projects).toMatchObject([
      { place: "ineshal/tarn", items: 2401 },
      { place: "me/old", items: 1, highlights: [] },
    ]);
    expect(recap.projects[0]?.highlights).toHaveLength(8);
    expect(recap.projects[0]?.highlights[0]).toMatchObject({ title: "v1.0" });
    expect(recap.markdown).toContain("### Made\n\n- Released v1.0 in ineshal/tarn\n");
  });
});

describe("on this day", () => {
  it("tells of the same day in earlier years, in the view's zone", async () => {
    await storeItems(ctx, github, [
      item("2025-05-14T10:00:00Z"),
      item("2025-05-14T11:00:00Z"),
      item("2025-05-14T18:20:00Z"),
      item("2023-05-13T18:20:00Z"),
      item("2026-05-14T10:00:00Z"),
      item("2024-05-14T10:00:00Z", { isPrivate: true }),
    ]);
    await storeItems(ctx, reddit, [item("2023-05-14T10:00:00Z", { kind: "post" })]);
    const { queries } = ctx.meter;
    const { years, zone } = await listOnThisDay(ctx, asker, { day: "2026-05-14" });
    expect(ctx.meter.queries - queries).toBeLessThanOrEqual(7);
    expect(zone).toBe("Asia/Kathmandu");
    expect(years).toMatchObject([
      { year: 2025, entries: [{ type: "group", count: 2 }] },
      { year: 2024, entries: [{ type: "single" }] },
      { year: 2023, entries: [{ platform: "reddit" }, { platform: "github" }] },
    ]);
    await addProfile(ctx, ines, "utc", { zone: "UTC" });
    const shown = await listOnThisDay(ctx, nobody, {
      day: "2026-05-14",
      of: { person: "ines", slug: "utc" },
    });
    expect(shown.years).toMatchObject([
      { year: 2025, entries: [{ type: "group", count: 3 }] },
      { year: 2023, entries: [{ platform: "reddit" }] },
    ]);
  });

  it("puts into their pull request what stands inside it, and asks at most 25 times", async () => {
    const years = Array.from({ length: 24 }, (_, at) => 2025 - at);
    const request = pull("2025-05-14T12:00:00Z", { externalId: "pull:1" });
    const links = [{ child: "commit:in", parent: "pull:1" }];
    await storeItems(
      ctx,
      github,
      [
        request,
        item("2025-05-14T10:00:00Z", { externalId: "commit:in" }),
        ...years.map((year) => item(`${year}-05-14T08:00:00Z`)),
      ],
      links,
    );
    const { queries } = ctx.meter;
    const answer = await listOnThisDay(ctx, asker, { day: "2026-05-14" });
    expect(ctx.meter.queries - queries).toBeLessThanOrEqual(25);
    expect(answer.years).toHaveLength(20);
    expect(answer.years[0]).toMatchObject({
      entries: [{ item: { kind: "pull_request" }, childCount: 1 }, { item: { kind: "commit" } }],
    });
  });

  it("of a profile is not cut by what lies outside of it, and says how far it looks", async () => {
    await storeItems(ctx, github, [item("2025-05-14T01:00:00Z", { kind: "issue" })]);
    await addProfile(ctx, ines, "work", { connections: JSON.stringify([github.id]) });
    const input = { day: "2026-05-14", of: { person: "ines", slug: "work" } };
    const later = Array.from({ length: 600 }, () =>
      item("2025-05-14T10:00:00Z", { kind: "comment" }),
    );
    await storeItems(ctx, reddit, later);
    const secret = later.map((one) => ({ ...one, isPrivate: true }));
    await storeItems(ctx, github, secret);
    const { years, since } = await listOnThisDay(ctx, nobody, input);
    expect(years).toMatchObject([{ year: 2025, entries: [{ item: { kind: "issue" } }] }]);
    expect(since).toBe(2006);
  });

  it("tells the same post on two platforms once, as the timeline does", async () => {
    const x = await testConnection(ctx, ines, { platform: "twitter", handle: "ines" });
    const bluesky = await testConnection(ctx, ines, { platform: "bluesky", handle: "ines" });
    const body = "Neap tides are the smallest of the month, and come twice.";
    const post = (time: string) => item(time, { kind: "post", title: "", body, place: null });
    await storeItems(ctx, x, [post("2025-05-14T10:00:00Z")]);
    await storeItems(ctx, bluesky, [post("2025-05-14T10:05:00Z")]);
    const { years } = await listOnThisDay(ctx, asker, { day: "2026-05-14" });
    expect(years).toMatchObject([
      { entries: [{ platform: "bluesky", alsoOn: [{ platform: "twitter" }] }] },
    ]);
    expect(years[0]?.entries).toHaveLength(1);
  });
});
