import { describe, expect, it } from "vitest";
import { ensurePerson, findPerson, listPeople } from "../../../sandbox/people.ts";
import { createMemoryStore } from "../../../sandbox/memory-store.ts";
import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createState } from "../../../sandbox/state.ts";
import { HOUR, REFERENCE_DAY } from "../../../sandbox/times.ts";
import { createHistories } from "./history.ts";
import { firstId, versionOf } from "./post.ts";
import type { SandboxPost } from "./post.ts";
import { wireText } from "./wire-text.ts";

const state = createState(createMemoryStore());

async function person(items: number, more: Partial<Person> = {}): Promise<Person> {
  const given = {
    name: "Tove Lind",
    login: `tove${items}`,
    items,
    lives: false,
    inOneMoment: false,
  };
  return await ensurePerson(state, { ...given, ...more });
}

async function ines(): Promise<readonly SandboxPost[]> {
  const found = findPerson(await listPeople(state), "ines");
  if (!found) throw new Error("She is always there.");
  return createHistories()(found, [], REFERENCE_DAY).posts;
}

function idsOf(posts: readonly SandboxPost[]): string[] {
  return posts.flatMap(({ versions }) => versions.map(({ id }) => id));
}

describe("Ines", () => {
  it("posts less and less from 2024 on", async () => {
    const years = new Map<number, number>();
    for (const { at } of await ines()) {
      const year = new Date(at).getUTCFullYear();
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    const [of2022 = 0, of2023 = 0, of2024 = 0, of2025 = 0] = [2022, 2023, 2024, 2025].map((year) =>
      years.get(year),
    );
    expect((await ines()).length).toBe(1155);
    expect(Math.min(of2022, of2023)).toBeGreaterThan(of2024);
    expect(of2024).toBeGreaterThan(2 * of2025);
    expect(of2025).toBeGreaterThan(20);
  });

  it("does all that there is to do on X", async () => {
    const posts = await ines();
    const count = (fits: (post: SandboxPost) => boolean): number => posts.filter(fits).length;
    const refers = (type: string) => count((post) => post.refers?.type === type);
    expect(refers("replied_to")).toBeGreaterThan(200);
    expect(refers("retweeted")).toBeGreaterThan(100);
    expect(refers("quoted")).toBeGreaterThan(30);
    expect(count((post) => post.refers?.post.author === post.author)).toBeGreaterThan(10);
    expect(count((post) => post.versions.length > 1)).toBeGreaterThan(5);
    expect(count((post) => post.deletedAt !== null)).toBeGreaterThan(5);
    expect(count((post) => post.isSensitive)).toBeGreaterThan(5);
    expect(count((post) => post.picture !== null)).toBeGreaterThan(30);
    expect(count((post) => post.refers?.post.author.isSuspended === true)).toBeGreaterThan(5);
    const long = posts.filter((post) => post.versions.some((one) => wireText(post, one).note));
    expect(long.length).toBeGreaterThan(5);
  });
});

describe("anybody", () => {
  it("has ids that are unique and grow with time", async () => {
    const { posts } = createHistories()(await person(400), [], REFERENCE_DAY);
    const ids = idsOf(posts);
    expect(new Set(ids).size).toBe(ids.length);
    const first = posts.map((post) => BigInt(firstId(post)));
    expect(first.every((id, at) => at === 0 || id > (first[at - 1] ?? 0n))).toBe(true);
  });

  it("may do everything in one second", async () => {
    const all = await person(3000, { login: "once", inOneMoment: true });
    const { posts } = createHistories()(all, [], REFERENCE_DAY);
    expect(new Set(posts.map(({ at }) => at)).size).toBe(1);
    expect(new Set(idsOf(posts)).size).toBe(3000);
  });

  it("may do nothing at all", async () => {
    const nobody = await person(0, { lives: true });
    expect(createHistories()(nobody, [REFERENCE_DAY], REFERENCE_DAY + HOUR).posts).toEqual([]);
  });

  it("goes on while the sandbox runs, and never changes what was", async () => {
    const alive = await person(50, { lives: true, login: "alive" });
    const histories = createHistories();
    const soon = histories(alive, [REFERENCE_DAY], REFERENCE_DAY + HOUR).posts;
    const later = histories(alive, [REFERENCE_DAY], REFERENCE_DAY + 5 * HOUR).posts;
    expect(later.length).toBeGreaterThan(soon.length);
    expect(later.slice(0, soon.length)).toEqual(soon);
    expect(createHistories()(alive, [REFERENCE_DAY], REFERENCE_DAY + 5 * HOUR).posts).toEqual(
      later,
    );
    expect(later.every(({ at, deletedAt }) => at < REFERENCE_DAY || deletedAt === null)).toBe(true);
  });

  it("deletes within minutes, and edits within the hour", async () => {
    const { posts } = createHistories()(await person(900), [], REFERENCE_DAY);
    for (const post of posts) {
      const { at, deletedAt, versions } = post;
      if (deletedAt !== null) expect(versionOf(post, at + 2 * 60_000)).toBeNull();
      expect((versions.at(-1)?.at ?? 0) - at).toBeLessThan(HOUR);
    }
  });
});
