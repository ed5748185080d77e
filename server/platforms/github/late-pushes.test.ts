import { describe, expect, it } from "vitest";
import { run } from "../../testing/run-walk.ts";
import {
  type Dated,
  ines,
  iso,
  juno,
  repositoryNamed,
  type World,
  worldOf,
} from "../../testing/tiny-github.ts";

const DAY = 86_400_000;
const ZEROS = "0".repeat(40);

function commit(name: string, at: number, author: object = ines): Dated {
  return { sha: name.padEnd(40, "0"), date: iso(at), author };
}

/** A repository with one commit, and the first walk behind it. */
async function upToDate() {
  const world = worldOf([repositoryNamed("ines/tarn")]);
  const [tarn] = world.repositories;
  if (!tarn) throw new Error("no repository");
  const base = commit("a1", world.now - 5 * DAY);
  tarn.commits = [base];
  const first = await run(world);
  world.now += 300_000;
  return { world, tarn, base, first };
}

let ids = 0;

function push(world: World, payload: object): void {
  const created_at = iso(world.now);
  ids += 1;
  world.events.unshift({
    id: `9${ids}`,
    type: "PushEvent",
    public: true,
    repo: { name: "ines/tarn" },
    payload: { ref: "refs/heads/main", ...payload },
    created_at,
  });
}

function compares(requests: readonly string[]): string[] {
  return requests.filter((path) => path.includes("/compare/"));
}

describe("a push to the default branch", () => {
  it("brings commits that were made long before", async () => {
    const { world, tarn, base, first } = await upToDate();
    const old = commit("b1", world.now - 120 * DAY);
    const older = commit("b2", world.now - 130 * DAY);
    tarn.commits = [old, commit("b3", world.now - 125 * DAY, juno), older, base];
    push(world, { before: base.sha, head: old.sha });
    const { items, requests, pages } = await run(world, first);
    expect(items.has(`commit:${old.sha}`)).toBe(true);
    expect(items.has(`commit:${older.sha}`)).toBe(true);
    expect([...items.keys()].some((name) => name.startsWith("commit:b3"))).toBe(false);
    expect(requests).not.toContain("/repos/ines/tarn/commits");
    expect(pages.some(({ raw }) => raw?.endpoint === "compare")).toBe(true);
  });

  it("is read to the end, by the addresses that are given", async () => {
    const { world, tarn, base, first } = await upToDate();
    world.pageSize = 2;
    const pushed = Array.from({ length: 7 }, (_one, index) =>
      commit(`c${index}`, world.now - (120 + index) * DAY),
    );
    tarn.commits = [...pushed, base];
    push(world, { before: base.sha, head: pushed[0]?.sha });
    const { items } = await run(world, first);
    expect(items.size).toBe(8);
  });

  it("is one request, however often it was pushed", async () => {
    const { world, tarn, base, first } = await upToDate();
    const one = commit("d1", world.now - 120 * DAY);
    const two = commit("d2", world.now - 121 * DAY);
    tarn.commits = [two, one, base];
    push(world, { before: base.sha, head: one.sha });
    push(world, { before: one.sha, head: two.sha });
    const { items, requests } = await run(world, first);
    expect(compares(requests)).toEqual([`/repos/ines/tarn/compare/${base.sha}...${two.sha}`]);
    expect(items.size).toBe(3);
  });

  it.each([
    ["is not served", 404, "{}"],
    ["is refused", 422, "{}"],
    ["cannot be read", 200, "<html>"],
  ])("is looked for by date where the comparison %s", async (_name, status, body) => {
    const { world, tarn, base, first } = await upToDate();
    const fresh = commit("e1", world.now - 1000);
    tarn.commits = [fresh, base];
    push(world, { before: base.sha, head: fresh.sha });
    world.faults.set(
      `/repos/ines/tarn/compare/${base.sha}...${fresh.sha}`,
      () => new Response(body, { status }),
    );
    const { items } = await run(world, first);
    expect(items.has(`commit:${fresh.sha}`)).toBe(true);
  });

  it("is looked for in the listing where the comparison fails again and again", async () => {
    const { world, tarn, base, first } = await upToDate();
    const fresh = commit("e2", world.now - 1000);
    tarn.commits = [fresh, base];
    push(world, { before: base.sha, head: fresh.sha });
    const path = `/repos/ines/tarn/compare/${base.sha}...${fresh.sha}`;
    world.faults.set(path, () => new Response("", { status: 500 }));
    const { items } = await run(world, first, { patience: 3 });
    expect(items.has(`commit:${fresh.sha}`)).toBe(true);
  });

  it("that brings very much is read by its author", async () => {
    const { world, tarn, base, first } = await upToDate();
    const own = commit("f0", world.now - 400 * DAY);
    const others = Array.from({ length: 2000 }, (_one, index) =>
      commit(`e${(4096 + index).toString(16)}`, world.now - 300 * DAY, juno),
    );
    tarn.commits = [...others, own, base];
    push(world, { before: base.sha, head: others[0]?.sha });
    const { items, requests } = await run(world, first);
    expect(items.has(`commit:${own.sha}`)).toBe(true);
    expect(compares(requests)).toHaveLength(1);
  });

  it.each([
    ["a new branch", { before: ZEROS }],
    ["another branch", { ref: "refs/heads/next" }],
    ["nobody knows where", { before: null }],
    ["what is no commit", { before: "../../user", head: "x" }],
  ])("is no comparison for %s", async (_name, payload) => {
    const { world, tarn, base, first } = await upToDate();
    const fresh = commit("a9", world.now - 1000);
    tarn.commits = [fresh, base];
    push(world, { before: base.sha, head: fresh.sha, ...payload });
    const { items, requests } = await run(world, first);
    expect(compares(requests)).toEqual([]);
    expect(items.has(`commit:${fresh.sha}`)).toBe(true);
  });
});

describe("an old project that is published now", () => {
  it.each([
    ["by a push that begins the branch", "PushEvent", { ref: "refs/heads/main", before: ZEROS }],
    ["by the branch that was made", "CreateEvent", { ref: "main" }],
  ])("is read whole, %s", async (_, type, payload) => {
    const { world, tarn, first } = await upToDate();
    const old = [300, 350, 400].map((days) => commit(`9${days}`, world.now - days * DAY));
    tarn.commits = old;
    push(world, { head: old[0]?.sha, ...payload });
    Object.assign(world.events[0] ?? {}, { type });
    const { items } = await run(world, first);
    for (const { sha } of old) expect(items.has(`commit:${sha}`)).toBe(true);
  });

  it("is read whole where comparisons are not served", async () => {
    const { world, tarn, base, first } = await upToDate();
    const old = commit("8a", world.now - 500 * DAY);
    tarn.commits = [old, base];
    push(world, { before: "f".repeat(40), head: old.sha });
    const { items } = await run(world, first);
    expect(items.has(`commit:${old.sha}`)).toBe(true);
  });
});

describe("more pushes than events are kept of", () => {
  it("are found within the hour, however old what they brought is", async () => {
    const { world, tarn, base, first } = await upToDate();
    push(world, { before: ZEROS, head: base.sha });
    const known = await run(world, first);
    const old = commit("e1", world.now - 120 * DAY);
    tarn.commits = [base, old];
    // Of its push nothing is left.
    world.events = [];
    for (let at = 0; at < 300; at += 1) push(world, { before: base.sha, head: base.sha });
    tarn.pushed_at = iso(world.now);
    const soon = await run(world, known);
    world.now += 300_000;
    const live = await run(world, soon);
    expect(soon.items.has(`commit:${old.sha}`) || live.items.has(`commit:${old.sha}`)).toBe(false);
    world.now += 3_600_000;
    const later = await run(world, live);
    expect(later.items.has(`commit:${old.sha}`)).toBe(true);
    expect(later.cursor).toMatchObject({ missedEvents: false, readsAll: false });
  });
});

describe("a further page of the events", () => {
  /** The first page is read, and then, before the second has its turn, `happens` does. */
  async function betweenPages(happens: (world: World) => void) {
    const { world, tarn, base, first } = await upToDate();
    push(world, { before: ZEROS, head: base.sha });
    // The events have their turn, and the list of repositories, and then the events again.
    const known = await run(world, await run(world, first));
    const old = commit("f1", world.now - 120 * DAY);
    tarn.commits = [old, base];
    world.pageSize = 2;
    pushElsewhere(world);
    push(world, { before: base.sha, head: old.sha });
    pushElsewhere(world);
    pushElsewhere(world);
    world.now += 300_000;
    const live = await run(world, known, {
      onPage: (_page, { pages }) => {
        if (pages.length === 1) happens(world);
      },
    });
    return { world, tarn, old, live };
  }

  function pushElsewhere(world: World): void {
    push(world, { ref: "refs/heads/next" });
  }

  it("is read on, though all that it shows was on the one before", async () => {
    const { old, live } = await betweenPages((world) => {
      pushElsewhere(world);
      pushElsewhere(world);
    });
    expect(live.items.has(`commit:${old.sha}`)).toBe(true);
    expect(live.cursor).toMatchObject({ missedEvents: false, events: { unsettled: 0 } });
  });

  it.each([
    [
      "no longer shows what was behind the first",
      (world: World) => {
        pushElsewhere(world);
        pushElsewhere(world);
        world.events.length = 4;
      },
    ],
    [
      "is refused",
      (world: World) => {
        world.faults.set("/users/ines/events", () => new Response("{}", { status: 422 }));
      },
    ],
  ])("that %s makes the next look-around read all", async (_name, happens) => {
    const { world, tarn, old, live } = await betweenPages(happens);
    expect(live.items.has(`commit:${old.sha}`)).toBe(false);
    expect(live.cursor).toMatchObject({ missedEvents: true, events: { unsettled: 0 } });
    world.faults.clear();
    tarn.pushed_at = iso(world.now);
    world.now += 3_600_000;
    const later = await run(world, live);
    expect(later.items.has(`commit:${old.sha}`)).toBe(true);
  });
});
