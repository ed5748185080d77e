import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  testConnection,
  testContext,
  testItem,
  testPerson,
  storeItems,
} from "../../testing/test-context.ts";
import { addProfile } from "../../testing/add-profile.ts";
import type { Actor } from "../identity/identity.ts";
import { hideEntry } from "../timeline/hide-entry.ts";
import { getBuckets } from "./get-buckets.ts";
import { getStats } from "./get-stats.ts";

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

const YEAR = { after: "2026-01-01", before: "2026-12-31" };
const asker = () => Promise.resolve(ines);
const nobody = () => Promise.reject(new Error("Nobody is asked who he is."));
const stats = (range: { after: string; before: string } = YEAR, of?: Scope) =>
  getStats(ctx, of === undefined || "profile" in of ? asker : nobody, { ...range, of });
const buckets = (by: "day" | "month" | "year", more = {}, of?: Scope) =>
  getBuckets(ctx, asker, { by, of, ...more });

let serial = 0;
function item(time: string, change: Partial<PlatformItem> = {}): PlatformItem {
  serial += 1;
  const occurredAt = Date.parse(time);
  return testItem({ externalId: `commit:${serial}`, occurredAt, ...change });
}

const place = (name: string) => ({ name, url: null });

describe("statistics", () => {
  it("are empty where nothing is", async () => {
    expect(await stats()).toMatchObject({
      items: 0,
      days: [],
      activeDays: 0,
      platforms: [],
      kinds: [],
      hours: Array(24).fill(0),
      weekdays: Array(7).fill(0),
      places: [],
      currentStreak: null,
      longestStreak: null,
      previous: { after: "2025-01-01", before: "2025-12-31", items: 0, platforms: [] },
      zone: "Asia/Kathmandu",
      isCounting: false,
    });
    expect((await buckets("day")).buckets).toEqual([]);
  });

  it("count by the clock on the owner's wall", async () => {
    // 18:15 UTC is midnight in Kathmandu; 14 May 2026 is a Thursday.
    await storeItems(ctx, github, [
      item("2026-05-14T10:00:00Z"),
      item("2026-05-14T18:14:59Z", { kind: "issue" }),
      item("2026-05-14T18:15:00Z", { place: place("ineshal/larder") }),
      item("2025-12-31T18:14:00Z"),
    ]);
    await storeItems(ctx, reddit, [
      item("2026-05-16T00:00:00Z", { kind: "post", place: place("r/rust") }),
    ]);
    const numbers = await stats();
    expect(numbers).toMatchObject({
      items: 4,
      days: [
        { day: "2026-05-14", items: 2 },
        { day: "2026-05-15", items: 1 },
        { day: "2026-05-16", items: 1 },
      ],
      activeDays: 3,
      platforms: [
        { platform: "github", items: 3 },
        { platform: "reddit", items: 1 },
      ],
      kinds: [
        { platform: "github", kind: "commit", items: 2 },
        { platform: "github", kind: "issue", items: 1 },
        { platform: "reddit", kind: "post", items: 1 },
      ],
      weekdays: [0, 0, 0, 2, 1, 1, 0],
      places: [
        { platform: "github", place: "ineshal/tarn", items: 2 },
        { platform: "github", place: "ineshal/larder", items: 1 },
        { platform: "reddit", place: "r/rust", items: 1 },
      ],
      longestStreak: { days: 3, from: "2026-05-14", to: "2026-05-16" },
      currentStreak: null,
      previous: { items: 1, platforms: [{ platform: "github", items: 1 }] },
    });
    const hours = Array(24).fill(0);
    [15, 23, 0, 5].forEach((hour) => (hours[hour] += 1));
    expect(numbers.hours).toEqual(hours);
  });

  it("refuse a range that ends before it begins, and one of more than a leap year", async () => {
    const refused = (after: string, before: string) => expect(stats({ after, before })).rejects;
    await refused("2026-05-14", "2026-05-13").toMatchObject({ code: "INVALID", field: "before" });
    await refused("2024-01-01", "2025-01-01").toThrow("A range has at most 366 days");
    await refused("0000-01-01", "0000-12-31").toMatchObject({ code: "INVALID" });
    expect((await stats({ after: "2024-01-01", before: "2024-12-31" })).items).toBe(0);
    await expect(buckets("day", { after: "2026-05-14", before: "2026-05-13" })).rejects.toThrow(
      "ends on 2026-05-13",
    );
  });

  it("leave out what is hidden, and what is being disconnected", async () => {
    await storeItems(ctx, github, [
      item("2026-05-14T10:00:00Z", { externalId: "commit:seen" }),
      item("2026-05-14T11:00:00Z", { externalId: "commit:hidden" }),
    ]);
    await storeItems(ctx, reddit, [item("2026-05-14T10:00:00Z")]);
    await hideEntry(ctx, ines, `${github.id}:commit:hidden`);
    expect((await stats()).items).toBe(2);
    await env.DB.prepare("UPDATE media_accounts SET status = 'disconnecting' WHERE id = ?1")
      .bind(reddit.id)
      .run();
    expect(await stats()).toMatchObject({
      items: 1,
      platforms: [{ platform: "github", items: 1 }],
      places: [{ place: "ineshal/tarn", items: 1 }],
    });
    expect((await buckets("year")).buckets).toEqual([{ bucket: "2026", items: 1 }]);
  });

  it("name the places of a range that begins or ends within a month, each at most ten of a platform", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `me/${String.fromCharCode(97 + at)}`);
    await storeItems(ctx, github, [
      ...names.map((name) => item("2026-05-14T10:00:00Z", { place: place(name) })),
      item("2026-05-15T10:00:00Z", { place: place("me/l") }),
      item("2026-05-02T10:00:00Z", { place: place("me/early") }),
      item("2026-06-02T10:00:00Z", { place: place("me/late") }),
      item("2026-06-05T10:00:00Z", { place: place("me/later") }),
    ]);
    const namesOf = async (after: string, before: string) =>
      (await stats({ after, before })).places.map((one) => `${one.place} ${one.items}`);
    const ten = names.slice(0, 9).map((name) => `${name} 1`);
    expect(await namesOf("2026-05-10", "2026-05-20")).toEqual(["me/l 2", ...ten]);
    expect(await namesOf("2026-05-15", "2026-06-03")).toEqual(["me/l 1", "me/late 1"]);
    expect(await namesOf("2026-05-01", "2026-05-12")).toEqual(["me/early 1"]);
    expect(await namesOf("2026-06-01", "2026-06-30")).toEqual(["me/late 1", "me/later 1"]);
  });

  it("of a profile count what is private for its day, where its owner asks for it, and for nothing else", async () => {
    await storeItems(ctx, github, [
      item("2026-05-14T10:00:00Z"),
      item("2026-05-15T10:00:00Z", { isPrivate: true, place: place("me/secret") }),
      item("2025-05-15T10:00:00Z", { isPrivate: true }),
    ]);
    await storeItems(ctx, reddit, [item("2026-05-16T10:00:00Z", { isPrivate: true })]);
    await addProfile(ctx, ines, "shown");
    await addProfile(ctx, ines, "counted", { countsPrivate: true });
    const terms = [{ field: "text", value: "segment", isExcluded: false, connectionId: null }];
    await addProfile(ctx, ines, "kept", { countsPrivate: true, terms });
    const one = { platforms: [{ platform: "github", items: 1 }], places: [{ items: 1 }] };
    const of = (slug: string) => ({ person: "ines", slug });
    expect(await stats(YEAR, of("shown"))).toMatchObject({ items: 1, activeDays: 1, ...one });
    for (const slug of ["counted", "kept"]) {
      const numbers = await stats(YEAR, of(slug));
      expect(numbers).toMatchObject({
        items: 3,
        activeDays: 3,
        days: [{ items: 1 }, { items: 1 }, { items: 1 }],
        longestStreak: { days: 3 },
        kinds: [{ platform: "github", kind: "commit", items: 1 }],
        previous: { items: 1, platforms: [] },
        ...one,
      });
      expect(numbers.hours.reduce((a, b) => a + b)).toBe(1);
      expect(numbers.weekdays.reduce((a, b) => a + b)).toBe(3);
      expect(JSON.stringify(numbers)).not.toContain("secret");
      expect((await buckets("month", {}, of(slug))).buckets).toEqual([
        { bucket: "2025-05", items: 1 },
        { bucket: "2026-05", items: 3 },
      ]);
    }
  });

  it("of a profile are told the same at once, however much comes that is outside of it", async () => {
    await storeItems(ctx, reddit, [item("2026-05-14T10:00:00Z", { place: place("r/rust") })]);
    const connections = JSON.stringify([reddit.id]);
    const term = { connectionId: null, isExcluded: false };
    const noComments = { ...term, field: "kind" as const, value: "comment", isExcluded: true };
    const words = { ...term, field: "text" as const, value: "segment" };
    await addProfile(ctx, ines, "cells", { connections, terms: [noComments] });
    await addProfile(ctx, ines, "kept", { connections, terms: [noComments, words] });
    const looks = () =>
      Promise.all(
        ["cells", "kept"].map(async (slug) => {
          const of = { person: "ines", slug };
          const { freshness: _told, ...numbers } = await stats(YEAR, of);
          return numbers;
        }),
      );
    const before = await looks();
    expect(before).toMatchObject([1, 1].map((items) => ({ items, isCounting: false })));
    const crowd = (change: Partial<PlatformItem>) =>
      Array.from({ length: 3200 }, (_, at) =>
        item(new Date(Date.UTC(2026, 0, 2) + at * 3_600_000).toISOString(), {
          place: place(`me/${at}`),
          ...change,
        }),
      );
    await storeItems(ctx, github, crowd({}));
    await storeItems(ctx, reddit, crowd({ isPrivate: true }));
    await storeItems(ctx, reddit, crowd({ kind: "comment" }));
    expect(await looks()).toEqual(before);
  }, 60_000);

  it("follow a streak back to where it began, as far as the view goes", async () => {
    vi.setSystemTime(Date.UTC(2026, 0, 3, 9));
    const noons = Array.from({ length: 800 }, (_, at) =>
      new Date(Date.UTC(2026, 0, 3, 6) - at * 86_400_000).toISOString(),
    );
    await storeItems(
      ctx,
      github,
      noons.slice(0, 60).map((time) => item(time)),
    );
    const now = { after: "2026-01-01", before: "2026-01-03" };
    const sixty = { days: 60, from: "2025-11-05", to: "2026-01-03" };
    expect(await stats(now)).toMatchObject({
      currentStreak: sixty,
      longestStreak: sixty,
      items: 3,
    });
    const terms = [{ field: "text", value: "segment", isExcluded: false, connectionId: null }];
    const kept = await addProfile(ctx, ines, "kept", { terms });
    expect(await stats(now, { profile: kept })).toMatchObject({ currentStreak: sixty });
    const of = { profile: await addProfile(ctx, ines, "shown") };
    await storeItems(
      ctx,
      github,
      noons.slice(60).map((time) => item(time, { isPrivate: true })),
    );
    expect((await stats(now, of)).currentStreak).toEqual(sixty);
    const { rowsRead } = ctx.meter;
    expect((await stats(now)).currentStreak).toMatchObject({ days: 800 });
    expect(ctx.meter.rowsRead - rowsRead).toBeLessThanOrEqual(3000);
    // A day that has nothing yet does not end it, the first of the year neither.
    vi.setSystemTime(Date.UTC(2026, 0, 4, 9));
    const today = { after: "2026-01-04", before: "2026-01-04" };
    expect((await stats(today)).currentStreak).toMatchObject({ days: 800, to: "2026-01-03" });
    vi.setSystemTime(Date.UTC(2026, 0, 5, 9));
    expect((await stats({ after: "2026-01-05", before: "2026-01-05" })).currentStreak).toBeNull();
  }, 60_000);

  it("compare a year with the year before it, whichever has a leap day", async () => {
    await storeItems(ctx, github, [item("2024-01-01T10:00:00Z"), item("2022-12-31T10:00:00Z")]);
    const before = async (year: number) =>
      (await stats({ after: `${year}-01-01`, before: `${year}-12-31` })).previous;
    expect(await before(2025)).toMatchObject({
      after: "2024-01-01",
      before: "2024-12-31",
      items: 1,
    });
    expect(await before(2024)).toMatchObject({
      after: "2023-01-01",
      before: "2023-12-31",
      items: 0,
    });
  });

  it("say so while they are counting", async () => {
    await storeItems(ctx, github, [item("2026-05-14T10:00:00Z")]);
    await env.DB.prepare("UPDATE media_users SET count_key = ''").run();
    expect(await stats()).toMatchObject({ isCounting: true });
    expect(await buckets("day")).toMatchObject({ isCounting: true });
  });
});
