import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import { run } from "../../testing/run-walk.ts";
import {
  ines,
  iso,
  juno,
  type Listed,
  pullNumbered,
  repositoryNamed,
  type World,
  worldOf,
} from "../../testing/tiny-github.ts";

const DAY = 86_400_000;

function commit(sha: string, date = "2026-04-30T10:00:00Z", author: object | null = ines) {
  return { sha: sha.padEnd(40, "0"), date, author };
}

function issueNumbered(number: number, given: object = {}) {
  const at = "2026-03-01T00:00:00Z";
  const times = { created_at: at, updated_at: at };
  return {
    id: 800_000 + number,
    number,
    title: `Trouble ${number}`,
    user: ines,
    state: "open",
    ...times,
    ...given,
  };
}

/** Something of everything: two of her own, a fork, one of a team, two of strangers. */
function lake(): World {
  return worldOf([
    repositoryNamed("ines/tarn", {
      commits: [commit("a1"), commit("a2"), commit("a3")],
      pulls: [
        pullNumbered(1, {
          state: "closed",
          merged_at: "2026-04-30T10:00:00Z",
          closed_at: "2026-04-30T10:00:01Z",
          merge_commit_sha: commit("a1").sha,
          commits: [commit("b1"), commit("b2"), commit("b3", undefined, juno)],
        }),
        pullNumbered(2, {
          user: juno,
          reviews: [
            { id: 71, user: ines, state: "APPROVED", submitted_at: "2026-04-02T00:00:00Z" },
          ],
        }),
      ],
      issues: [issueNumbered(3)],
      releases: [{ id: 61, tag_name: "v1", author: ines, published_at: "2026-04-03T00:00:00Z" }],
    }),
    repositoryNamed("ines/fork", {
      fork: true,
      pushed_at: "2026-05-02T00:00:00Z",
      commits: [commit("c1")],
    }),
    repositoryNamed("team/dam", {
      commits: [commit("d1")],
      pulls: [pullNumbered(5)],
      issues: [issueNumbered(6)],
    }),
    repositoryNamed("lakeside/buoy", {
      listed: false,
      commits: [commit("e1"), commit("c1")],
      pulls: [
        pullNumbered(7),
        pullNumbered(8, {
          user: juno,
          reviews: [
            { id: 72, user: ines, state: "COMMENTED", submitted_at: "2026-04-04T00:00:00Z" },
          ],
        }),
      ],
      issues: [issueNumbered(9)],
    }),
    repositoryNamed("ines/diary", { private: true, commits: [commit("f1")] }),
  ]);
}

function repository(world: World, name: string): Listed {
  const found = world.repositories.find((one) => one.full_name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const EVERYTHING = [
  "commit:a1", "commit:a2", "commit:a3", "commit:b1", "commit:b2", "commit:c1", "commit:d1", "commit:e1",
  "issue:800003", "issue:800006", "issue:800009",
  "pull:900001", "pull:900005", "pull:900007",
  "release:61", "review:71", "review:72",
]; // prettier-ignore

function names(items: ReadonlyMap<string, unknown>): string[] {
  return [...items.keys()].map((name) => name.replace(/^(commit:..)0{38}$/, "$1")).toSorted();
}

function gone(): Response {
  return Response.json({ message: "Not Found" }, { status: 404 });
}

function broken(): Response {
  return new Response("<html>oops</html>", { status: 500 });
}

describe("the first walk", () => {
  it("finds everything, everywhere, and ends complete", async () => {
    const { items, pages } = await run(lake());
    expect(names(items)).toEqual(EVERYTHING);
    expect(pages.at(-1)).toMatchObject({ more: false, complete: true, progress: null });
    expect(pages.slice(0, -1).some((page) => page.complete)).toBe(false);
    expect(pages.filter((page) => page.items.length > 0 && page.raw === null)).toEqual([]);
  });

  it("finds the same by pages of one, following the addresses it is given", async () => {
    const world = { ...lake(), pageSize: 1 };
    const { items } = await run(world);
    expect(names(items)).toEqual(EVERYTHING);
  });

  it("tells how far it is, in numbers that never fall back", async () => {
    const { pages } = await run(lake());
    const steps = pages.flatMap(({ progress }) => (progress ? [progress] : []));
    const counted = steps.filter(({ total }) => total !== null);
    expect(counted.length).toBeGreaterThan(5);
    const done = counted.map((step) => step.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    for (const step of counted) expect(step.total).toBeGreaterThanOrEqual(step.done);
    expect(counted.at(-1)?.done).toBe(counted.at(-1)?.total);
    expect(new Set(steps.map(({ label }) => label))).toContain("commits of ines/tarn");
  });

  it("asks for one thing at a time", async () => {
    const { pages, requests } = await run(lake());
    expect(requests).toHaveLength(pages.length);
  });

  it("asks for nothing twice", async () => {
    const { requests } = await run(lake());
    const twice = requests.filter((path, index) => requests.indexOf(path) !== index);
    expect(twice.toSorted()).toEqual(["/search/issues", "/search/issues", "/user/repos"]);
  });

  it("puts the commits of a pull request inside it, the squashed one too", async () => {
    const { links } = await run(lake());
    const inside = links
      .filter(({ parent }) => parent === "pull:900001")
      .map(({ child }) => child.slice(7, 9));
    expect(new Set(inside)).toEqual(new Set(["a1", "b1", "b2"]));
  });

  it("takes a commit in a fork for a poorer sight of it", async () => {
    const world = lake();
    expect(
      [...(await run(world)).items.values()].find((item) => item.title.startsWith("Commit c1")),
    ).toMatchObject({
      isSecondary: false,
      place: { name: "lakeside/buoy" },
    });
  });

  it("leaves private repositories out, or marks them", async () => {
    const world = lake();
    const buoy = repositoryNamed("secret/cove", {
      private: true,
      listed: false,
      pulls: [
        pullNumbered(11, {
          user: juno,
          reviews: [
            { id: 73, user: ines, state: "APPROVED", submitted_at: "2026-04-02T00:00:00Z" },
          ],
        }),
      ],
    });
    world.repositories.push(buoy);
    const without = await run(world);
    expect(names(without.items)).toEqual(EVERYTHING);
    const { items } = await run(world, without, { includePrivate: true });
    expect(names(items)).toEqual([...EVERYTHING, "commit:f1", "review:73"].toSorted());
    const hidden = [...items.values()].filter((item) => item.isPrivate);
    expect(hidden.map((item) => item.place?.name)).toEqual(["ines/diary", "secret/cove"]);
  });

  it("keeps only what is clearly the account's", async () => {
    const world = worldOf([
      repositoryNamed("ines/tarn", {
        commits: [
          commit("a1", undefined, null),
          { ...commit("a2", undefined, null), email: "ines@example.org" },
          { ...commit("a3", undefined, null), email: "4107+ines@users.noreply.github.com" },
          commit("a4", undefined, juno),
        ],
      }),
    ]);
    expect(names((await run(world)).items)).toEqual(["commit:a2", "commit:a3"]);
  });

  it.each([403, 404, 409, 410, 422, 451])("passes by what answers %i", async (status) => {
    const world = lake();
    world.faults.set("/repos/ines/tarn/commits", () =>
      Response.json({ message: "no" }, { status }),
    );
    world.faults.set("/repos/lakeside/buoy/pulls/8/reviews", () => Response.json({}, { status }));
    const { items } = await run(world);
    expect(names(items)).toEqual(EVERYTHING.filter((name) => !/:a[123]|review:72/.test(name)));
  });

  it.each([403, 451])("reads a repository whole once it no longer answers %i", async (status) => {
    const world = lake();
    const closed = () => Response.json({ message: "no" }, { status });
    world.faults.set("/repos/ines/tarn/commits", closed);
    const first = await run(world);
    expect(first.pages.at(-1)).toMatchObject({ more: false, complete: true });
    world.now += 5 * 3_600_000;
    const second = await run(world, first);
    expect(second.items.has("commit:a1")).toBe(false);
    world.faults.clear();
    world.now += 5 * 3_600_000;
    expect(names((await run(world, second)).items)).toEqual(EVERYTHING);
  });

  it("takes what a listing or the search said, where a pull request has no page", async () => {
    const world = lake();
    const pages = ["ines/tarn/pulls/1", "ines/tarn/pulls/2", "team/dam/pulls/5"];
    for (const page of [...pages, "lakeside/buoy/pulls/7", "lakeside/buoy/pulls/8"])
      world.faults.set(`/repos/${page}`, gone);
    const { items } = await run(world);
    expect(items.get("pull:900001")).toMatchObject({ state: "merged", title: "Change 1" });
    expect(items.get("pull:issue-950007")).toMatchObject({
      state: "open",
      place: { name: "lakeside/buoy" },
    });
  });

  it.each([404, 422])("does without the search when it answers %i", async (status) => {
    const world = lake();
    world.faults.set("/search/issues", () => Response.json({}, { status }));
    world.faults.set("/search/commits", () => Response.json({}, { status }));
    repository(world, "lakeside/buoy").listed = true;
    const { items } = await run(world);
    expect(names(items)).toEqual(EVERYTHING);
  });

  it("stays where it is when the search asks to wait, and goes on from there", async () => {
    const world = lake();
    world.faults.set(
      "/search/commits",
      () => new Response("", { status: 403, headers: { "retry-after": "9" } }),
    );
    const error = await run(world).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "rate_limited", retryAt: world.now + 9000 });
    world.faults.clear();
    const { run: before } = error as { run: Awaited<ReturnType<typeof run>> };
    expect(names((await run(world, before)).items)).toEqual(EVERYTHING);
  });

  it("can stop at any page and go on", async () => {
    const world = { ...lake(), pageSize: 2 };
    let asked = 0;
    world.faults = new Map();
    const get = world.faults.get.bind(world.faults);
    world.faults.get = (path) => {
      asked += 1;
      if (asked % 3 === 0) return () => new Response('[{"sha"', { status: 200 });
      return get(path);
    };
    const { items } = await run(world, null, { patience: 1 });
    expect(names(items)).toEqual(EVERYTHING);
  });

  it("steps over a repository that never answers, and tries it again the next day", async () => {
    const world = lake();
    world.faults.set("/repos/ines/tarn/commits", broken);
    const first = await run(world, null, { patience: 3 });
    expect(first.pages.at(-1)?.complete).toBe(true);
    expect(names(first.items)).toEqual(EVERYTHING.filter((name) => !/:a[123]/.test(name)));
    world.faults.clear();
    world.now += DAY;
    expect(names((await run(world, first)).items)).toEqual(EVERYTHING);
  });

  it("does not call itself complete without the list of repositories", async () => {
    const world = lake();
    world.faults.set("/user/repos", broken);
    const error = await run(world, null, { patience: 3 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "unavailable" });
    const { run: before } = error as { run: Awaited<ReturnType<typeof run>> };
    expect(before.pages.some((page) => page.complete)).toBe(false);
    world.faults.clear();
    expect(names((await run(world, before)).items)).toEqual(EVERYTHING);
  });

  it("starts over from a cursor that it cannot read", async () => {
    const world = lake();
    const first = await run(world);
    const again = await run(world, { ...first, cursor: { version: 0, tasks: "?" } });
    expect(names(again.items)).toEqual(EVERYTHING);
  });

  it("stops at once when the token is no longer accepted", async () => {
    const world = lake();
    world.faults.set("/repos/ines/tarn/pulls", () => Response.json({}, { status: 401 }));
    await expect(run(world, null, { patience: 9 })).rejects.toMatchObject({ kind: "unauthorised" });
  });

  it("asks for more than a thousand results in slices", async () => {
    const world = worldOf([]);
    const all = Array.from({ length: 2500 }, (_one, index) => ({
      id: index,
      number: index,
      title: "x",
      user: ines,
      state: "closed",
      created_at: iso(Date.UTC(2026, 0, 1) - Math.floor(index / 3) * 60_000),
      repository_url: "https://api.github.com/repos/lakeside/buoy",
    }));
    const serve = (url: URL) => {
      const before = url.searchParams.get("q")?.match(/created:<=(\S+)/)?.[1] ?? "9";
      const found = all.filter((one) => one.created_at <= before);
      const page = Number(url.searchParams.get("page") ?? 1);
      const next = new URL(url);
      next.searchParams.set("page", String(page + 1));
      const link = page < 10 ? { link: `<${next}>; rel="next"` } : {};
      const items = found.slice(page * 100 - 100, page * 100);
      return Response.json(
        { total_count: found.length, items },
        { headers: new Headers(Object.entries(link)) },
      );
    };
    world.onSearch = (url) =>
      url.searchParams.get("q")?.includes("type:issue") ? serve(url) : null;
    expect((await run(world)).items.size).toBe(2500);
  });
});

describe("a check afterwards", () => {
  async function upToDate(world = lake()) {
    const first = await run(world);
    world.now += 300_000;
    return { world, first };
  }

  it("costs one conditional request when nothing happened, by turns", async () => {
    const { world, first } = await upToDate();
    const second = await run(world, first);
    expect(second.requests).toEqual(["/users/ines/events if changed"]);
    expect(second.pages).toMatchObject([
      { unchanged: true, raw: null, items: [], more: false, complete: true, progress: null },
    ]);
    const third = await run(world, second);
    expect(third.requests).toEqual(["/user/repos if changed"]);
    expect(third.pages).toMatchObject([{ unchanged: true, raw: null }]);
    expect((await run(world, third)).requests).toEqual(["/users/ines/events if changed"]);
  });

  it("asks the other signal while GitHub wants no poll of the events", async () => {
    const { world, first } = await upToDate();
    world.faults.set(
      "/users/ines/events",
      () => new Response(null, { status: 304, headers: { "x-poll-interval": "3000" } }),
    );
    const second = await run(world, first);
    expect(second.requests).toEqual(["/users/ines/events if changed"]);
    const third = await run(world, second);
    expect((await run(world, third)).requests).toEqual(["/user/repos if changed"]);
  });

  it("reads the commits behind a push event, which carries none", async () => {
    const { world, first } = await upToDate();
    repository(world, "ines/tarn").commits.unshift(commit("a9", iso(world.now - 1000)));
    world.events.unshift({
      id: "90",
      type: "PushEvent",
      public: true,
      repo: { id: 1, name: "ines/tarn" },
      payload: { push_id: 1, ref: "refs/heads/main" },
      created_at: iso(world.now),
    });
    const second = await run(world, first);
    expect(second.requests[0]).toBe("/users/ines/events if changed");
    expect(names(second.items)).toContain("commit:a9");
    expect(second.pages[0]).toMatchObject({ unchanged: false, more: true });
  });

  it("finds a push in a repository that is in no list", async () => {
    const { world, first } = await upToDate();
    repository(world, "lakeside/buoy").commits.unshift(commit("e9", iso(world.now - 1000)));
    world.events.unshift({
      id: "91",
      type: "PushEvent",
      repo: { name: "lakeside/buoy" },
      created_at: iso(world.now),
    });
    expect(names((await run(world, first)).items)).toContain("commit:e9");
  });

  it("finds a review, a release and an issue by their events", async () => {
    const { world, first } = await upToDate();
    const buoy = repository(world, "lakeside/buoy");
    buoy.pulls[1]?.reviews.push({
      id: 79,
      user: ines,
      state: "APPROVED",
      submitted_at: iso(world.now),
    });
    buoy.issues.push(issueNumbered(12, { updated_at: iso(world.now) }));
    repository(world, "ines/tarn").releases.unshift({
      id: 62,
      tag_name: "v2",
      author: ines,
      published_at: iso(world.now),
    });
    world.events.unshift(
      {
        id: "92",
        type: "PullRequestReviewEvent",
        repo: { name: "lakeside/buoy" },
        payload: { pull_request: { number: 8 } },
        created_at: iso(world.now),
      },
      {
        id: "93",
        type: "ReleaseEvent",
        repo: { name: "ines/tarn" },
        payload: {},
        created_at: iso(world.now),
      },
      {
        id: "94",
        type: "IssuesEvent",
        repo: { name: "lakeside/buoy" },
        created_at: iso(world.now),
      },
    );
    const { items } = await run(world, first);
    expect(names(items)).toEqual(
      [...EVERYTHING, "issue:800012", "release:62", "review:79"].toSorted(),
    );
    expect(items.get("review:79")?.title).toBe("Change 8");
  });

  it("looks at an event once", async () => {
    const { world, first } = await upToDate();
    world.events.unshift({
      id: "95",
      type: "PushEvent",
      repo: { name: "ines/tarn" },
      created_at: iso(world.now),
    });
    const second = await run(world, first);
    world.events.unshift({
      id: "96",
      type: "WatchEvent",
      repo: { name: "ines/tarn" },
      created_at: iso(world.now),
    });
    const third = await run(world, await run(world, second));
    expect(third.requests).toEqual(["/users/ines/events if changed"]);
    expect(third.pages).toMatchObject([{ unchanged: true, raw: null }]);
  });

  it("needs no clock that agrees with GitHub's", async () => {
    const world = lake();
    const first = await run(world);
    world.now += 400 * DAY;
    const second = await run(world, await run(world, await run(world, first)));
    const dam = repository(world, "team/dam");
    dam.commits.unshift(commit("d7", "2026-05-01T10:00:00Z"));
    dam.issues.push(
      issueNumbered(16, { created_at: "2026-05-01T10:00:00Z", updated_at: "2026-05-01T10:00:00Z" }),
    );
    dam.pushed_at = "2026-05-01T10:00:00Z";
    const tarn = repository(world, "ines/tarn");
    tarn.commits.unshift(commit("a7", "2026-05-01T10:00:00Z"));
    world.events.unshift({
      id: "98",
      type: "PushEvent",
      repo: { name: "ines/tarn" },
      created_at: "2026-05-01T10:00:00Z",
    });
    const { items } = await run(world, await run(world, second));
    expect(names(items)).toEqual(
      [...EVERYTHING, "commit:a7", "commit:d7", "issue:800016"].toSorted(),
    );
  });

  it("leaves private events alone", async () => {
    const { world, first } = await upToDate();
    world.events.unshift({
      id: "97",
      type: "PushEvent",
      public: false,
      repo: { name: "ines/diary" },
      created_at: iso(world.now),
    });
    expect(names((await run(world, first)).items)).toEqual(EVERYTHING);
  });

  it("sees that an open pull request was merged, and where its squash went", async () => {
    const { world, first } = await upToDate();
    const dam = repository(world, "team/dam");
    const squash = commit("d9", iso(world.now - 1000));
    dam.pulls[0] = pullNumbered(5, {
      state: "closed",
      merged_at: iso(world.now - 1000),
      closed_at: iso(world.now - 1000),
      updated_at: iso(world.now),
      merge_commit_sha: squash.sha,
    });
    dam.commits.unshift(squash);
    Object.assign(dam, { pushed_at: iso(world.now), updated_at: iso(world.now) });
    const second = await run(world, await run(world, first));
    expect(second.items.get("pull:900005")).toMatchObject({
      state: "merged",
      occurredAt: world.now - 1000,
      startedAt: Date.parse("2026-04-01T09:00:00Z"),
      figures: { additions: 5, deletions: 2, files: 1 },
    });
    expect(second.links).toContainEqual({ child: `commit:${squash.sha}`, parent: "pull:900005" });
    expect(names(second.items)).toContain("commit:d9");
  });

  it("reads all of a repository that is new", async () => {
    const { world, first } = await upToDate();
    const old = commit("91", "2020-01-01T00:00:00Z");
    world.repositories.push(repositoryNamed("ines/new", { commits: [old] }));
    expect(names((await run(world, await run(world, first))).items)).toContain("commit:91");
  });

  it("loses nothing that happened during the first walk", async () => {
    const world = lake();
    const tarn = repository(world, "ines/tarn");
    world.faults.set("/search/commits", () => {
      world.faults.clear();
      tarn.commits.unshift(commit("a8", iso(world.now)));
      tarn.pushed_at = iso(world.now);
      return gone();
    });
    expect(names((await run(world)).items)).toContain("commit:a8");
  });

  it.each([
    ["/users/ines/events", "/user/repos"],
    ["/user/repos", "/users/ines/events"],
  ])("does without %s", async (missing, other) => {
    const world = lake();
    const first = await run(world);
    world.faults.set(missing, gone);
    world.now += 300_000;
    let last = await run(world, first);
    for (let checks = 0; checks < 3; checks += 1) last = await run(world, last);
    expect(last.requests).toEqual([`${other} if changed`]);
  });

  it("waits for the daily look-around when both signals are gone", async () => {
    const { world, first } = await upToDate();
    world.faults.set("/users/ines/events", gone);
    world.faults.set("/user/repos", gone);
    let last = await run(world, first);
    for (let checks = 0; checks < 2; checks += 1) last = await run(world, last);
    expect(last.requests).toEqual([]);
    expect(last.pages).toMatchObject([{ unchanged: true, more: false, raw: null }]);
    world.faults.clear();
    world.now += DAY;
    repository(world, "lakeside/buoy").pulls.push(pullNumbered(13, { updated_at: iso(world.now) }));
    const { items } = await run(world, last);
    expect(items.has("pull:900013")).toBe(true);
  });

  it("compares, and asks the open pull requests, where answers carry no ETag", async () => {
    const world = { ...lake(), withEtags: false };
    const first = await run(world);
    world.now += 300_000;
    const second = await run(world, first);
    expect(second.requests.toSorted()).toEqual([
      "/repos/lakeside/buoy/pulls/7",
      "/repos/team/dam/pulls/5",
      "/users/ines/events",
    ]);
    expect(names(second.items)).toEqual(EVERYTHING);
  });

  it("turns to the other signal when one fails", async () => {
    const { world, first } = await upToDate();
    world.faults.set("/users/ines/events", broken);
    await expect(run(world, first)).rejects.toBeInstanceOf(PlatformError);
    expect((await run(world, first, { patience: 1 })).requests).toEqual([
      "/users/ines/events if changed",
      "/user/repos if changed",
    ]);
  });
});

describe("the daily look-around", () => {
  it("finds what no signal told: others' repositories, late reviews, a merge by somebody else", async () => {
    const world = lake();
    const first = await run(world);
    world.now += DAY + 1;
    const buoy = repository(world, "lakeside/buoy");
    buoy.pulls.push(pullNumbered(14, { updated_at: iso(world.now - 3000) }));
    buoy.pulls[0] = pullNumbered(7, {
      state: "closed",
      merged_at: iso(world.now - 2000),
      updated_at: iso(world.now - 2000),
    });
    buoy.pulls[1]?.reviews.push({
      id: 78,
      user: ines,
      state: "APPROVED",
      submitted_at: iso(world.now - 1000),
    });
    if (buoy.pulls[1]) buoy.pulls[1].updated_at = iso(world.now - 1000);
    buoy.issues.push(issueNumbered(15, { updated_at: iso(world.now) }));
    buoy.commits.unshift(commit("e8", iso(world.now - 5000)));
    const { items, pages } = await run(world, first);
    expect(names(items)).toEqual(
      [...EVERYTHING, "commit:e8", "issue:800015", "pull:900014", "review:78"].toSorted(),
    );
    expect(items.get("pull:900007")?.state).toBe("merged");
    expect(pages[0]?.progress).not.toBeNull();
    expect(pages.every((page) => page.complete)).toBe(true);
  });

  it("happens once a day, and checks go on being cheap", async () => {
    const world = lake();
    const first = await run(world);
    world.now += DAY;
    const second = await run(world, first);
    expect(second.requests.length).toBeGreaterThan(5);
    world.now += 300_000;
    expect((await run(world, second)).requests).toHaveLength(1);
  });
});
