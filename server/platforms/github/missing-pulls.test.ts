import { describe, expect, it } from "vitest";
import { type Run, run } from "../../testing/run-walk.ts";
import { pullNumbered, repositoryNamed, type World, worldOf } from "../../testing/tiny-github.ts";

const DAY = 86_400_000;

/** Pull requests in somebody else's repository, which the search alone knows. */
function elsewhere(numbers: readonly number[] = [1, 2, 3]): World {
  const pulls = numbers.map((number) => pullNumbered(number));
  return worldOf([repositoryNamed("lakeside/buoy", { listed: false, pulls })]);
}

function pageOf(number: number): string {
  return `/repos/lakeside/buoy/pulls/${number}`;
}

/** Answers 404 so many times, and then as it is. */
function missing(world: World, number: number, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  world.faults.set(pageOf(number), () => {
    left -= 1;
    if (left <= 0) world.faults.delete(pageOf(number));
    return Response.json({ message: "Not Found" }, { status: 404 });
  });
}

function pulls({ items }: Run): string[] {
  return [...items.keys()].filter((name) => name.startsWith("pull:")).toSorted();
}

const ALL = ["pull:900001", "pull:900002", "pull:900003"];

describe("a pull request whose page is missing", () => {
  it.each([1, 2, 3])("for a moment becomes one item (%i)", async (number) => {
    const world = elsewhere();
    missing(world, number, 1);
    const first = await run(world);
    world.now += DAY;
    expect(pulls(await run(world, first))).toEqual(ALL);
  });

  it("for a moment is one item also where it is the only one", async () => {
    const world = elsewhere([1]);
    missing(world, 1, 1);
    expect(pulls(await run(world))).toEqual(["pull:900001"]);
  });

  it("waits for the next look-around where others have theirs", async () => {
    const world = elsewhere();
    missing(world, 2);
    const first = await run(world);
    expect(pulls(first)).toEqual(["pull:900001", "pull:900003"]);
    expect(first.pages.at(-1)).toMatchObject({ complete: true, more: false });
    world.faults.clear();
    world.now += DAY;
    expect(pulls(await run(world, first))).toEqual(ALL);
  });

  it("for good is asked for a few days, and then no more", async () => {
    const world = elsewhere();
    missing(world, 2);
    let last = await run(world);
    let asked = 0;
    for (let day = 0; day < 9; day += 1) {
      // Nothing of it is new to the search.
      world.onSearch = () => Response.json({ total_count: 0, items: [] });
      world.now += DAY;
      last = await run(world, last);
      asked += last.requests.filter((path) => path === pageOf(2)).length;
    }
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThan(5);
  });

  it("is what the search said where no page was ever served", async () => {
    const numbers = Array.from({ length: 40 }, (_one, index) => index + 1);
    const world = elsewhere(numbers);
    for (const number of numbers) missing(world, number);
    const first = await run(world);
    expect(pulls(first)).toHaveLength(40);
    expect(pulls(first)).toContain("pull:issue-950007");
    const asked = first.requests.filter((path) => /pulls\/\d+$/.test(path));
    expect(asked.length).toBeLessThan(60);
    expect(JSON.stringify(first.cursor).length).toBeLessThan(4000);
  });

  it("never holds the walk, however many there are", async () => {
    const numbers = Array.from({ length: 90 }, (_one, index) => index + 1);
    const world = elsewhere(numbers);
    for (const number of numbers.slice(1)) missing(world, number);
    // It comes last, and wants room among what is put aside.
    world.faults.set("/search/commits", () => new Response("", { status: 500 }));
    const { pages } = await run(world, null, { patience: 3 });
    expect(pages.at(-1)).toMatchObject({ complete: true, more: false });
  });
});
