import { describe, expect, it } from "vitest";
import type { Person } from "./platform-sandbox.ts";
import { livePosts, pastPosts } from "./short-posts.ts";
import type { ShortPostHabit } from "./short-posts.ts";
import { MINUTE, REFERENCE_DAY } from "./times.ts";

const TOVE: Person = {
  id: "tovelind",
  name: "Tove Lind",
  login: "tovelind",
  email: "tove@example.org",
  items: 200,
  lives: true,
  inOneMoment: false,
  apiKey: "",
};
const POND: ShortPostHabit = {
  network: "pond",
  phases: [{ count: 100, from: Date.UTC(2023, 0, 9) }],
  delayMs: 0,
  everyMs: 10 * MINUTE,
};
const LAKE: ShortPostHabit = { ...POND, network: "lake", delayMs: 2 * MINUTE };

describe("short posts", () => {
  it("are as many as a person has, on each network, oldest first", () => {
    for (const items of [0, 1, 7, 200]) {
      const posts = pastPosts({ ...TOVE, items }, POND);
      expect(posts).toHaveLength(items);
      expect(posts.every((post, at) => at === 0 || post.at >= (posts[at - 1]?.at ?? 0))).toBe(true);
      expect(new Set(posts.map(({ key }) => key)).size).toBe(items);
    }
    expect(pastPosts({ ...TOVE, id: "ines" }, POND)).toHaveLength(340);
  });

  it("are partly the same on two networks, minutes apart", () => {
    const onLake = pastPosts(TOVE, LAKE);
    const twice = pastPosts(TOVE, POND).filter((post) =>
      onLake.some(
        (other) =>
          Math.abs(other.at - post.at) < 5 * MINUTE &&
          other.key !== post.key &&
          post.parts.length > 0 &&
          JSON.stringify(other.parts) === JSON.stringify(post.parts),
      ),
    );
    expect(twice.length).toBeGreaterThanOrEqual(40);
    expect(twice.length).toBeLessThan(60);
  });

  it("may all be of one moment", () => {
    const posts = pastPosts({ ...TOVE, inOneMoment: true }, POND);
    expect(new Set(posts.map(({ at }) => at)).size).toBe(1);
    expect(posts.every(({ goneAt, editedAt }) => goneAt === null && editedAt === null)).toBe(true);
  });

  it("go on while the sandbox runs, and some are mended or deleted", () => {
    const live = (minutes: number) =>
      livePosts(TOVE, [REFERENCE_DAY], REFERENCE_DAY + minutes * MINUTE, POND);
    expect(live(300).slice(0, live(120).length)).toEqual(live(120));
    expect(live(300).length).toBeGreaterThan(25);
    expect(live(300).some(({ goneAt }) => goneAt !== null)).toBe(true);
    expect(live(300).some(({ editedAt }) => editedAt !== null)).toBe(true);
    expect(livePosts({ ...TOVE, lives: false }, [REFERENCE_DAY], REFERENCE_DAY * 2, POND)).toEqual(
      [],
    );
  });
});
