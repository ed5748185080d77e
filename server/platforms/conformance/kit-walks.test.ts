import { describe, expect, it } from "vitest";
import type { Page } from "../page.ts";
import { broken, complaints, some, withPages } from "./broken.ts";
import { cursor } from "./cursor.ts";
import { hostile } from "./hostile.ts";
import { reach } from "./reach.ts";
import { settings } from "./settings.ts";
import { sync } from "./sync.ts";
import { ties } from "./ties.ts";
import { unreadable } from "./unreadable.ts";

describe("a walk", () => {
  it("that loses an item, or makes one up, is seen", async () => {
    const lossy = withPages((page) => ({ ...page, items: page.items.slice(1) }));
    expect(await complaints(sync, lossy, /^finds all/)).toContain("missing");
    const double = withPages((page) => ({
      ...page,
      items: page.items.flatMap((item) => [item, { ...item, externalId: `${item.externalId}x` }]),
    }));
    expect(await complaints(sync, double, /^finds all/)).toContain("not there at all");
  });

  it("that covers what it does not show is seen", async () => {
    const kinds = Object.keys(some().platform.kinds);
    const greedy = withPages((page) => ({
      ...page,
      covers: page.raw === null ? null : { kinds, after: 0, before: Date.UTC(2099, 0) },
    }));
    expect(await complaints(sync, greedy, /^finds all/)).toContain("missing");
  });

  it("that takes for deleted what it could not read is seen", async () => {
    const kinds = Object.keys(some().platform.kinds);
    const strict = withPages((page) => {
      const times = page.items.map(({ occurredAt }) => occurredAt);
      const covers = { kinds, after: Math.min(...times), before: Math.max(...times) };
      return { ...page, covers: page.raw === null ? null : covers };
    });
    expect(await complaints(unreadable, some())).toBe("");
    expect(await complaints(unreadable, strict)).toContain("1 lost");
  });

  it("that never rests is seen", async () => {
    const restless = withPages((page) => ({ ...page, unchanged: false }));
    expect(await complaints(sync, restless, /quiet/)).toContain("not `unchanged`");
    const endless = withPages((page) => ({ ...page, more: true }));
    expect(await complaints(ties, endless)).toContain("did not end");
  });

  it("that loses its place between pages is seen", async () => {
    const { fetchPage } = some().platform;
    let calls = 0;
    const forgetful = broken({
      fetchPage: async (request) => {
        calls += 1;
        const page = await fetchPage(request);
        return calls % 3 === 0 ? { ...page, items: [] } : page;
      },
    });
    expect(await complaints(ties, forgetful, /moment$/)).toContain("missing");
  });

  it("that breaks on a cursor is seen", async () => {
    const { fetchPage } = some().platform;
    const trusting = broken({
      fetchPage: (request) => {
        if (request.cursor === "x") throw new TypeError("not an object");
        return fetchPage(request);
      },
    });
    expect(await complaints(cursor, trusting)).not.toBe("");
  });
});

describe("a reach", () => {
  const withReach = (of: (page: Page, at: number) => Page["reach"]) => {
    let at = 0;
    return withPages((page) => {
      const told = of(page, (at += 1));
      return told === undefined ? page : { ...page, reach: told };
    });
  };

  it("that claims more than is held is seen", async () => {
    const boastful = withReach(() => ({ since: 0, limit: null }));
    expect(await complaints(reach, boastful, /^is true of each/)).toContain("complete since 1970");
  });

  it("that shrinks is seen", async () => {
    const far = Date.UTC(2090, 0);
    const shrinking = withReach((_, at) => ({ since: far + at, limit: null }));
    expect(await complaints(reach, shrinking, /^is true of each/)).toContain("less far back");
    const lost = withReach((_, at) => ({ since: at === 1 ? far : null, limit: null }));
    expect(await complaints(reach, lost, /^is true of each/)).toContain("not any more");
  });

  it("that is never told is seen", async () => {
    const mute = withReach(() => ({ since: null, limit: null }));
    expect(await complaints(reach, mute, /^holds/)).toContain("nobody can say");
  });

  it("with a limit that is no sentence, or of nobody, is seen", async () => {
    const curt = withReach(() => ({ since: null, limit: "the newest" }));
    const found = await complaints(reach, curt, /nothing$/);
    expect(found).toContain("no sentence");
    expect(found).toContain("does not name");
  });

  it("of a long walk that makes new things wait is seen", async () => {
    const { fetchPage } = some().platform;
    let began: number | null = null;
    const deaf = broken({
      fetchPage: (request) => {
        began ??= request.now;
        return fetchPage({ ...request, now: began });
      },
    });
    expect(await complaints(reach, deaf, /wait$/)).toContain("still not held");
  });
});

describe("a failure", () => {
  it("that is taken for an end of the history, or thrown as it comes, is seen", async () => {
    const { fetchPage, identify } = some().platform;
    const blind = broken({
      fetchPage: async (request) => {
        try {
          return await fetchPage(request);
        } catch (error) {
          if (request.cursor !== null) throw error;
          return EMPTY;
        }
      },
    });
    expect(await complaints(hostile, blind, /^500/)).toContain("page instead of unavailable");
    const rough = broken({
      identify: (http, input) =>
        identify(http, input).catch(() => {
          throw new TypeError("it is undefined");
        }),
    });
    // The walk that the check needs goes well: only hostile answers are thrown so.
    expect(await complaints(hostile, rough, /^cut-off JSON$/)).toContain("TypeError");
  });
});

const EMPTY: Page = {
  items: [],
  links: [],
  raw: null,
  cursor: null,
  more: false,
  unchanged: false,
  complete: true,
  progress: null,
};

describe("a setting", () => {
  it("that hides nothing, or hides unasked, is seen", async () => {
    const { settings: choices, kinds } = some().platform;
    const idle = broken({ settings: { ...choices, rules: () => [] } });
    const [first = ""] = Object.keys(choices.schema.shape);
    expect(await complaints(settings, idle, new RegExp(`^${first}$`))).toContain("hides nothing");
    const strict = broken({
      settings: { ...choices, rules: () => [{ kinds: Object.keys(kinds) }] },
    });
    expect(await complaints(settings, strict, /by themselves/)).toContain("the defaults hide");
  });
});
