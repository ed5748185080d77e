import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  profile as profileShape,
  profileCreate,
  profileUpdate,
  sharedProfile,
} from "../../../shared/profiles.ts";
import type { Profile } from "../../../shared/profiles.ts";
import type { Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { beginDisconnect } from "../../store/connections.ts";
import { deleteConnection } from "../../store/delete-connection.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { View } from "../views/view.ts";
import { createLink } from "./create-link.ts";
import { createProfile } from "./create-profile.ts";
import { deleteProfile } from "./delete-profile.ts";
import { getProfile } from "./get-profile.ts";
import { getSharedProfile } from "./get-shared-profile.ts";
import { listProfiles } from "./list-profiles.ts";
import { revokeLink } from "./revoke-link.ts";
import { updateProfile } from "./update-profile.ts";

let ctx: Context;
let ines: Actor;
let noor: Actor;
let github: ConnectionRow;
let reddit: ConnectionRow;
let foreign: ConnectionRow;

const NOW = Date.UTC(2026, 10, 20, 9);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  ctx = testContext();
  ines = await testPerson(ctx, "ines", "Asia/Kathmandu");
  noor = await testPerson(ctx, "noor");
  github = await testConnection(ctx, ines);
  reddit = await testConnection(ctx, ines, { platform: "reddit", handle: "ines-r" });
  foreign = await testConnection(ctx, noor);
});

const create = async (input: Record<string, unknown> = {}): Promise<Profile> =>
  profileShape.parse(
    await createProfile(ctx, ines, profileCreate.parse({ name: "Work", slug: "work", ...input })),
  );
const update = async (id: string, change: Record<string, unknown>): Promise<Profile> =>
  profileShape.parse(await updateProfile(ctx, ines, profileUpdate.parse({ id, ...change })));

const nobody = (): Promise<Actor> => Promise.reject(new Error("Nobody is to be asked."));
const visit = async (
  of: Partial<Extract<Scope, { person: string }>> = {},
): Promise<View | null> => {
  try {
    return await resolveView(ctx, nobody, { person: "ines", slug: "work", ...of });
  } catch (error) {
    expect(error).toMatchObject({ code: "NOT_FOUND", message: "There is no such profile." });
    return null;
  }
};

const count = async (table: string): Promise<number> =>
  (await ctx.db.$client.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n")) ?? -1;

describe("a profile", () => {
  const filter = [
    { field: "kind", value: "commit", isExcluded: false, connectionId: null },
    { field: "place", value: "me/dots", isExcluded: true, connectionId: null },
    { field: "text", value: 'it\'s "quoted"', isExcluded: false, connectionId: null },
  ];

  it("keeps all that it was made with, its terms in order, and changes what is named alone", async () => {
    const own = { ...filter[1], connectionId: github.id };
    const made = await create({
      filter: [...filter, own],
      connections: [reddit.id, github.id, reddit.id],
      zone: "Europe/Lisbon",
      theme: "dark",
      countsPrivate: true,
      visibility: "public",
    });
    expect(made).toMatchObject({
      filter: [...filter, own],
      connections: [reddit.id, github.id],
      zone: "Europe/Lisbon",
      theme: "dark",
      countsPrivate: true,
      visibility: "public",
      link: null,
    });
    expect(await update(made.id, { name: "Job" })).toEqual({ ...made, name: "Job" });
    const fewer = await update(made.id, { filter: [filter[2]], connections: null, zone: null });
    expect(fewer).toMatchObject({ filter: [filter[2]], connections: null, zone: null });
    expect(await getProfile(ctx, ines, made.id)).toEqual(fewer);
    expect((await listProfiles(ctx, ines)).at(-1)).toEqual(fewer);
    expect(await update(made.id, { filter: [] })).toMatchObject({ filter: [] });
  });

  it("is refused an address that is taken, and nothing of the change is kept", async () => {
    const made = await create({ filter });
    await expect(create()).rejects.toMatchObject({ code: "CONFLICT", field: "slug" });
    expect(await count("media_profile_filters")).toBe(filter.length);
    await create({ slug: "other" });
    const change = update(made.id, { slug: "other", name: "No", filter: [] });
    await expect(change).rejects.toMatchObject({ code: "CONFLICT", field: "slug" });
    expect(await getProfile(ctx, ines, made.id)).toEqual(made);
  });

  it("names no connection of another person", async () => {
    const made = await create();
    const wrong: [string, unknown][] = [
      ["connections", [github.id, foreign.id]],
      ["filter", [{ ...filter[0], connectionId: foreign.id }]],
      ["filter", [{ field: "connection", value: foreign.id, isExcluded: true }]],
    ];
    for (const [field, value] of wrong) {
      const refusal = { code: "NOT_FOUND", field };
      await expect(create({ slug: "new", [field]: value })).rejects.toMatchObject(refusal);
      await expect(update(made.id, { [field]: value })).rejects.toMatchObject(refusal);
    }
    expect(await getProfile(ctx, ines, made.id)).toEqual(made);
  });

  it("is nobody else's", async () => {
    const { id } = await create({ visibility: "unlisted", filter });
    const before = await getProfile(ctx, ines, id);
    const refusal = { code: "NOT_FOUND" };
    for (const verb of [getProfile, deleteProfile, revokeLink]) {
      await expect(verb(ctx, noor, id)).rejects.toMatchObject(refusal);
    }
    await expect(createLink(ctx, noor, { id, expiresAt: null })).rejects.toMatchObject(refusal);
    await expect(updateProfile(ctx, noor, { id, name: "Mine" })).rejects.toMatchObject(refusal);
    const asNoor = resolveView(ctx, () => Promise.resolve(noor), { profile: id });
    await expect(asNoor).rejects.toMatchObject(refusal);
    expect(await getProfile(ctx, ines, id)).toEqual(before);
  });

  it("takes its terms and counts along when it is deleted", async () => {
    const { id } = await create({ filter });
    const kept = await create({ slug: "kept", filter });
    await ctx.db.$client
      .prepare("INSERT INTO media_profile_counts VALUES (?1, 1, '', ''), (?2, 1, '', '')")
      .bind(id, kept.id)
      .run();
    await deleteProfile(ctx, ines, id);
    expect(await count("media_profile_filters")).toBe(filter.length);
    expect(await count("media_profile_counts")).toBe(1);
    await update(kept.id, { filter: [] });
    expect(await count("media_profile_counts")).toBe(0);
  });

  it("goes on without a connection that was disconnected, and shows no more than before", async () => {
    const { id } = await create({
      visibility: "public",
      connections: [github.id],
      filter: [{ field: "connection", value: github.id, connectionId: null }],
    });
    await beginDisconnect(ctx.db, { id: github.id }, NOW);
    expect((await visit())?.connections).toEqual([]);
    await deleteConnection(ctx.db, github);
    expect(await getProfile(ctx, ines, id)).toMatchObject({ connections: [] });
    expect((await visit())?.connections).toEqual([]);
    const { filter: kept } = await getProfile(ctx, ines, id);
    expect(await update(id, { filter: kept, connections: [reddit.id] })).toMatchObject({
      connections: [reddit.id],
    });
  });
});

describe("the address of a profile", () => {
  it("is there for anybody while it is public, and for nobody else while it is private", async () => {
    const { id } = await create({ visibility: "public", zone: "Europe/Lisbon" });
    expect(await visit({ person: "Ines", slug: "WORK" })).toMatchObject({
      zone: "Europe/Lisbon",
      isOwner: false,
    });
    expect(await visit({ key: "any" })).not.toBeNull();
    expect(await visit({ slug: "works" })).toBeNull();
    expect(await visit({ person: "noor" })).toBeNull();
    await update(id, { visibility: "private" });
    expect(await visit()).toBeNull();
    const own = await resolveView(ctx, () => Promise.resolve(ines), { profile: id });
    expect(own).toMatchObject({ isOwner: false, zone: "Europe/Lisbon" });
  });

  it("is secret while it is unlisted: no key, an old one, a late one lead nowhere", async () => {
    const { id } = await create({ visibility: "unlisted" });
    expect(await visit()).toBeNull();
    expect(await visit({ key: "" })).toBeNull();
    const first = await createLink(ctx, ines, { id, expiresAt: null });
    const key = first.link?.key ?? "";
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(await visit({ key })).not.toBeNull();
    expect(await visit({ key: key.slice(1) })).toBeNull();
    expect(await visit()).toBeNull();
    const expiresAt = new Date(NOW + 60_000).toISOString();
    const second = await createLink(ctx, ines, { id, expiresAt });
    expect(second.link).toMatchObject({ expiresAt });
    expect(await visit({ key })).toBeNull();
    expect(await visit({ key: second.link?.key ?? "" })).not.toBeNull();
    vi.setSystemTime(NOW + 60_000);
    expect(await visit({ key: second.link?.key ?? "" })).toBeNull();
    const third = await createLink(ctx, ines, { id, expiresAt: null });
    expect(await revokeLink(ctx, ines, id)).toMatchObject({ link: null });
    expect(await visit({ key: third.link?.key ?? "" })).toBeNull();
  });

  it("has no key where it is not unlisted, and never the old one again", async () => {
    const { id } = await create({ visibility: "public" });
    const refused = createLink(ctx, ines, { id, expiresAt: null });
    await expect(refused).rejects.toMatchObject({ code: "CONFLICT", field: "visibility" });
    await update(id, { visibility: "unlisted" });
    const { link } = await createLink(ctx, ines, { id, expiresAt: null });
    expect(await update(id, { name: "Still" })).toMatchObject({ link });
    expect(await update(id, { visibility: "private" })).toMatchObject({ link: null });
    expect(await update(id, { visibility: "unlisted" })).toMatchObject({ link: null });
    expect(await visit({ key: link?.key ?? "" })).toBeNull();
  });

  it("takes no end that lies behind us, and keeps no key in the clear", async () => {
    const { id } = await create({ visibility: "unlisted" });
    const late = createLink(ctx, ines, { id, expiresAt: new Date(NOW).toISOString() });
    await expect(late).rejects.toMatchObject({ code: "INVALID", field: "expiresAt" });
    const { link } = await createLink(ctx, ines, { id, expiresAt: null });
    const row = await ctx.db.$client
      .prepare("SELECT * FROM media_profiles WHERE id = ?")
      .bind(id)
      .first();
    expect(JSON.stringify(row)).not.toContain(link?.key);
  });

  it("is gone with its owner, from the moment that he is to be erased", async () => {
    await create({ visibility: "public" });
    const eraseAt = ctx.db.$client.prepare("UPDATE media_users SET erase_at = ?2 WHERE id = ?1");
    await eraseAt.bind(ines.userId, NOW + 1).run();
    expect(await visit()).not.toBeNull();
    await eraseAt.bind(ines.userId, NOW).run();
    expect(await visit()).toBeNull();
  });

  it("reads no source that its filter leaves out", async () => {
    const { id } = await create({ visibility: "public" });
    const named = async (): Promise<string[]> =>
      (await visit())?.connections.map(({ platform }) => platform).toSorted() ?? [];
    expect(await named()).toEqual(["github", "reddit"]);
    const out = (field: string, value: string) => ({ field, value, isExcluded: true });
    const cases: [Record<string, unknown>, string[]][] = [
      [{ connections: [reddit.id] }, ["reddit"]],
      [{ connections: null, filter: [{ field: "platform", value: "github" }] }, ["github"]],
      [{ filter: [out("connection", reddit.id)] }, ["github"]],
      [{ filter: [{ field: "kind", value: "commit" }] }, ["github"]],
      [{ filter: [{ ...out("platform", "reddit"), connectionId: reddit.id }] }, ["github"]],
    ];
    for (const [change, platforms] of cases) {
      await update(id, change);
      expect(await named(), JSON.stringify(change)).toEqual(platforms);
    }
  });

  it("costs as many queries whether there is such a profile or not", async () => {
    await create({ visibility: "private" });
    const cost = async (of: Record<string, string>): Promise<number> => {
      const before = ctx.meter.queries;
      expect(await visit(of)).toBeNull();
      return ctx.meter.queries - before;
    };
    expect(await cost({})).toBe(await cost({ slug: "nothing", person: "nobody" }));
  });
});

describe("what a visitor is told of a profile", () => {
  const tell = async (slug = "work") =>
    sharedProfile.parse(await getSharedProfile(ctx, nobody, { of: { person: "ines", slug } }));

  it("is its name, whose it is, and what it takes to show its entries", async () => {
    await create({ description: "By day", theme: "dark", visibility: "public" });
    const told = await tell();
    expect(told).toMatchObject({
      name: "Work",
      description: "By day",
      theme: "dark",
      zone: "Asia/Kathmandu",
      person: { handle: "ines", name: "ines" },
      freshness: { asOf: null, sources: [] },
    });
    expect(Object.keys(told.platforms[0] ?? {}).toSorted()).toEqual([
      "glyph",
      "hue",
      "id",
      "kinds",
      "marks",
      "name",
    ]);
  });

  it("names every platform, whichever it shows, and has a zone of its own", async () => {
    await create({ connections: [reddit.id], zone: "Europe/Lisbon", visibility: "public" });
    const told = await tell();
    expect(told.zone).toBe("Europe/Lisbon");
    expect(told.platforms.map(({ id }) => id)).toEqual(ctx.platforms.map(({ id }) => id));
  });
});
