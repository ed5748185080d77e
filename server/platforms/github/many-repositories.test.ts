import { describe, expect, it } from "vitest";
import { run } from "../../testing/run-walk.ts";
import {
  ines,
  iso,
  type Listed,
  repositoryNamed,
  type World,
  worldOf,
} from "../../testing/tiny-github.ts";

const DAY = 86_400_000;

/** Ids as far apart as GitHub's are, names as long as people give. */
function repositories(count: number, now: number): Listed[] {
  return Array.from({ length: count }, (_one, index) =>
    repositoryNamed(`lakeside/water-level-${index}`, {
      id: 20_000_000 + ((index * 7_919_993) % 1_150_000_000),
      pushed_at: iso(now - (index + 2) * DAY),
      updated_at: iso(now - (index + 1) * DAY),
      open_issues_count: index % 40,
    }),
  );
}

function worldWith(count: number): World {
  const now = Date.UTC(2026, 4, 14, 9);
  return worldOf(repositories(count, now), { now });
}

function old(name: string, sha: string): Listed {
  const at = "2019-06-01T00:00:00Z";
  const commits = [{ sha: sha.padEnd(40, "0"), date: at, author: ines }];
  return repositoryNamed(name, { pushed_at: at, updated_at: at, commits });
}

describe("with more repositories than one page shows", () => {
  it("being added to an old one is noticed the next day", async () => {
    const world = worldWith(250);
    const first = await run(world, null, { mostPages: 2000 });
    world.repositories.push(old("team/archive", "ab1"));
    // Only the list of repositories tells of it.
    world.onSearch = () => Response.json({ total_count: 0, items: [] });
    world.now += DAY;
    const { items, requests } = await run(world, first);
    expect([...items.keys()]).toEqual([`commit:${"ab1".padEnd(40, "0")}`]);
    expect(requests.filter((path) => path === "/user/repos")).toHaveLength(3);
    const read = requests.filter((path) => path.startsWith("/repos/"));
    expect(new Set(read.map((path) => path.split("/").slice(2, 4).join("/")))).toEqual(
      new Set(["team/archive"]),
    );
  });

  it("it is read once", async () => {
    const world = worldWith(250);
    const first = await run(world, null, { mostPages: 2000 });
    world.repositories.push(old("team/archive", "ab1"));
    world.now += DAY;
    const second = await run(world, first);
    world.now += DAY;
    const { requests } = await run(world, second);
    expect(requests.filter((path) => path.startsWith("/repos/"))).toEqual([]);
  });

  it("one that was quiet for long is read when something is pushed to it", async () => {
    const world = worldWith(250);
    const first = await run(world, null, { mostPages: 2000 });
    world.now += 300_000;
    const quiet = world.repositories[240];
    if (!quiet) throw new Error("no repository");
    quiet.commits = [{ sha: "ab2".padEnd(40, "0"), date: iso(world.now), author: ines }];
    quiet.pushed_at = iso(world.now);
    const { items } = await run(world, await run(world, first));
    expect(items.size).toBe(1);
  });

  it("a thousand of them are remembered in little room", async () => {
    const world = worldWith(1000);
    world.events = Array.from({ length: 100 }, (_one, index) => ({
      id: String(61_234_567_890 + index * 1234),
      type: "WatchEvent",
      repo: { name: "lakeside/buoy" },
      created_at: iso(world.now),
    }));
    const { cursor } = await run(world, null, { mostPages: 5000 });
    expect(JSON.stringify(cursor).length).toBeLessThan(12_000);
  });
});
