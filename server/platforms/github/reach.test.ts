import { describe, expect, it } from "vitest";
import { run, type Run } from "../../testing/run-walk.ts";
import {
  type Dated,
  ines,
  iso,
  pullNumbered,
  repositoryNamed,
  type World,
  worldOf,
} from "../../testing/tiny-github.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PUBLIC =
  "GitHub was asked for public activity only: what is in private repositories is left out.";

function commitAt(time: number, sha: string): Dated {
  return { sha: sha.padEnd(40, "0"), date: iso(time), author: ines };
}

function worldWith(count: number): World {
  const now = Date.UTC(2026, 4, 14, 9);
  const repositories = Array.from({ length: count }, (_, at) =>
    repositoryNamed(`ines/project-${at}`, {
      commits: [commitAt(now - (at + 30) * DAY, `a${at}`)],
      pushed_at: iso(now - (at + 30) * DAY),
    }),
  );
  return worldOf(repositories, { now });
}

/** Somebody pushes to the repository of this number now, and an event tells of it. */
function push(world: World, at: number, sha: string): string {
  const repository = world.repositories[at];
  if (!repository) throw new Error("There is no such repository.");
  const commit = commitAt(world.now, sha);
  const before = repository.commits[0]?.sha;
  repository.commits = [commit, ...repository.commits];
  repository.pushed_at = iso(world.now);
  const payload = { ref: "refs/heads/main", before, head: commit.sha };
  const event = { id: `9${sha}`, type: "PushEvent", public: true, created_at: iso(world.now) };
  world.events = [{ ...event, repo: { name: repository.full_name }, payload }, ...world.events];
  return `commit:${commit.sha}`;
}

const reachesOf = ({ pages }: Run) => pages.map(({ reach }) => reach);

describe("how far back it is complete", () => {
  it("is known once the last repository is read", async () => {
    const world = worldWith(3);
    const [last, ...before] = reachesOf(await run(world)).toReversed();
    expect(last).toEqual({ since: 0, limit: PUBLIC });
    expect(new Set(before.map((reach) => JSON.stringify(reach)))).toEqual(
      new Set(['{"since":null,"limit":null}']),
    );
    const full = await run(worldWith(3), null, { includePrivate: true });
    expect(reachesOf(full).at(-1)).toEqual({ since: 0, limit: null });
  });

  it("is open while something is found and not read yet", async () => {
    const world = worldWith(2);
    const first = await run(world);
    world.now += 5 * MINUTE;
    push(world, 0, "b1");
    const told = reachesOf(await run(world, first)).map((reach) => reach?.since);
    expect(told.slice(0, -1).every((since) => since === null)).toBe(true);
    expect([told.length > 1, told.at(-1)]).toEqual([true, 0]);
  });

  it("says what GitHub keeps closed, until it does not", async () => {
    const world = worldWith(2);
    const closed = () => new Response("{}", { status: 451 });
    world.faults.set("/repos/ines/project-1/commits", closed);
    const first = await run(world);
    const limit =
      "GitHub keeps some repositories closed to this connection, for single sign-on or by a legal block.";
    expect(reachesOf(first).at(-1)).toEqual({ since: 0, limit });
    world.now += 25 * HOUR;
    const second = await run(world, first);
    expect(new Set(reachesOf(second).map((reach) => reach?.limit))).toEqual(new Set([limit]));
    world.faults.clear();
    world.now += 25 * HOUR;
    expect(reachesOf(await run(world, second)).at(-1)).toEqual({ since: 0, limit: PUBLIC });
  });

  it("is open where GitHub does not answer, until it does", async () => {
    const world = worldWith(2);
    const fails = () => new Response("{}", { status: 500 });
    world.faults.set("/repos/ines/project-1/commits", fails);
    const first = await run(world, null, { patience: 5 });
    const limit =
      "GitHub did not answer for everything; what is missing is asked for again every few hours.";
    expect(reachesOf(first).at(-1)).toEqual({ since: null, limit });
    world.now += 25 * HOUR;
    const second = await run(world, first, { patience: 5 });
    expect(new Set(reachesOf(second).map((reach) => reach?.since))).toEqual(new Set([null]));
    world.faults.clear();
    world.now += 25 * HOUR;
    const third = await run(world, second);
    expect(reachesOf(third).at(-1)).toEqual({ since: 0, limit: PUBLIC });
    expect(third.items.size).toBe(2);
  });

  it("is open where the search does not answer; later it is searched from the beginning", async () => {
    const world = worldWith(2);
    const old = pullNumbered(7, { created_at: "2019-04-01T09:00:00Z" });
    const pull = { ...old, updated_at: "2019-05-01T09:00:00Z" };
    world.repositories.push(repositoryNamed("juno-b/lake", { listed: false, pulls: [pull] }));
    world.onSearch = () => new Response("{}", { status: 422 });
    const first = await run(world);
    const limit =
      "GitHub's search does not answer, so what was done in other people's repositories may be missing.";
    expect(reachesOf(first).at(-1)).toEqual({ since: null, limit });
    world.onSearch = () => null;
    world.now += 25 * HOUR;
    const second = await run(world, first);
    expect(
      new Set(
        reachesOf(second)
          .slice(0, -1)
          .map((reach) => reach?.limit),
      ),
    ).toEqual(new Set([limit]));
    expect(reachesOf(second).at(-1)).toEqual({ since: 0, limit: PUBLIC });
    expect([...second.items.keys()]).toContain("pull:900007");
  });

  it("is open while a long time without a look-around is made up for, and nothing of it is lost", async () => {
    const world = worldWith(2);
    const first = await run(world);
    world.now += 20 * DAY;
    const early = push(world, 1, "c1");
    world.now += 200 * DAY;
    push(world, 0, "c2");
    world.events = [];
    const second = await run(world, first);
    expect(second.items.has(early)).toBe(true);
    const told = reachesOf(second).map((reach) => reach?.since);
    expect(told.slice(0, -1).every((since) => since === null)).toBe(true);
    expect(told.at(-1)).toBe(0);
  });
});

describe("a search after a long time", () => {
  it("goes on in slices by when things changed", async () => {
    const world = worldWith(1);
    const first = await run(world);
    world.now += 25 * HOUR;
    const asked: string[] = [];
    const found = Array.from({ length: 1000 }, (_, at) => ({
      id: at,
      number: at,
      title: `Issue ${at}`,
      user: ines,
      state: "open",
      repository_url: "https://api.github.com/repos/juno-b/lake",
      created_at: "2020-01-01T00:00:00Z",
      updated_at: iso(world.now - at * 1000),
    }));
    world.onSearch = (url) => {
      const q = url.searchParams.get("q") ?? "";
      if (!q.includes("type:issue")) return Response.json({ total_count: 0, items: [] });
      asked.push(q.replace(/^.*is:public ?/, ""));
      const items = q.includes("updated:<=") ? [] : found;
      return Response.json({ total_count: 1500, items });
    };
    const { items } = await run(world, first);
    expect(asked).toEqual(["", `updated:<=${iso(world.now - 999_000)}`]);
    expect(items.size).toBe(1001);
  });
});

describe("a first walk that takes long", () => {
  const slowly = (world: World, step: (result: Run) => void) => ({
    mostPages: 2000,
    onPage: (_page: unknown, result: Run) => {
      world.now += 5 * MINUTE;
      step(result);
    },
  });

  it.each([
    ["events", false],
    ["the list of repositories, where there are no events", true],
  ])("looks for what is new in between, by %s", async (_, hasNoEvents) => {
    const world = worldWith(40);
    if (hasNoEvents)
      world.faults.set("/users/ines/events", () => new Response("{}", { status: 404 }));
    const waiting: string[] = [];
    let most = 0;
    let pages = 0;
    await run(
      world,
      null,
      slowly(world, ({ items }) => {
        pages += 1;
        while (waiting[0] && items.has(waiting[0])) waiting.shift();
        most = Math.max(most, waiting.length);
        // Those that were read, and those that were not.
        if (pages > 20 && pages < 120 && pages % 10 === 0) {
          waiting.push(push(world, pages % 40, `d${pages}`));
        }
      }),
    );
    expect(pages).toBeGreaterThan(120);
    expect(most).toBe(1);
    expect(waiting).toEqual([]);
  });

  it("does so too while one more repository is read after it", async () => {
    const world = worldWith(3);
    const first = await run(world);
    const commits = Array.from({ length: 40 }, (_, at) =>
      commitAt(world.now - at * DAY, `f${at + 10}`),
    );
    world.pageSize = 1;
    world.now += 5 * MINUTE;
    const times = { pushed_at: iso(world.now), updated_at: iso(world.now) };
    world.repositories.push(repositoryNamed("ines/archive", { commits, ...times }));
    let id = "";
    let waited = 0;
    const onPage = ({ pages, items }: Run) => {
      if (pages.length === 10) id = push(world, 0, "f99");
      if (id !== "" && !items.has(id)) waited += 1;
    };
    const events = await run(world, first, slowly(world, onPage));
    const second = await run(world, events, slowly(world, onPage));
    expect(second.items.has(id)).toBe(true);
    expect(second.items.size).toBe(44);
    expect([waited > 0, waited < 20]).toEqual([true, true]);
  });

  it("gives the walk its turns, and lets what fails be given up", async () => {
    const world = worldWith(10);
    const fails = () => new Response("{}", { status: 500 });
    world.faults.set("/repos/ines/project-3/commits", fails);
    const options = slowly(world, ({ pages }) => {
      if (pages.length % 6 === 0) push(world, 1, `e${world.now}`);
    });
    const { pages, items } = await run(world, null, { ...options, patience: 4 });
    expect(pages.length).toBeLessThan(400);
    expect([...items.keys()].filter((id) => id.startsWith("commit:a"))).toHaveLength(9);
  });
});
